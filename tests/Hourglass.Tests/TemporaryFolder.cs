namespace Hourglass.Tests;

/// <summary>A folder of its own for one test, deleted at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Root);

    public string Root { get; } = Path.Combine(Path.GetTempPath(), $"hourglass-{Guid.NewGuid():N}");

    public string this[params string[] names] => Path.Combine([Root, .. names]);

    public string Write(string name, byte[] content)
    {
        var path = this[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
