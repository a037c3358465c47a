using System.Text;

namespace Hourglass.Data;

/// <summary>Copies of text files in UTF-8 with one kind of line end, for files that DuckDB does not read as they are; deleted in the end.</summary>
internal sealed class CleanCopies : IDisposable
{
    private readonly List<string> copies = [];

    /// <summary>The path of the file, or of its copy.</summary>
    public string Of(TextProbe probe)
    {
        if (probe.IsPlain) return probe.Path;
        var copy = Reserve();
        using var reader = probe.Open();
        using var writer = new StreamWriter(copy, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        var buffer = new char[1 << 16];
        var afterReturn = false;
        while (reader.Read(buffer) is > 0 and var count)
        {
            foreach (var letter in buffer.AsSpan(0, count))
            {
                if (letter == '\n' && afterReturn)
                {
                    afterReturn = false;
                    continue;
                }

                afterReturn = letter == '\r';
                writer.Write(afterReturn ? '\n' : letter);
            }
        }

        return copy;
    }

    /// <summary>A path for another copy.</summary>
    public string Reserve()
    {
        copies.Add(Path.Combine(Path.GetTempPath(), $"hourglass-{Guid.NewGuid():N}.txt"));
        return copies[^1];
    }

    public void Dispose() => copies.ForEach(File.Delete);
}
