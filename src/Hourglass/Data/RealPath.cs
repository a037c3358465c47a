namespace Hourglass.Data;

/// <summary>The one path that a file or folder has when no part of it is a symbolic link.</summary>
internal static class RealPath
{
    /// <summary>The path with every link followed; what does not exist stays as it is written.</summary>
    /// <exception cref="IOException">Links lead to each other and never end.</exception>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new FileInfo(Path.Combine(real, part));
            real = next.LinkTarget is not null && next.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Of(target.FullName) : next.FullName;
        }

        return real;
    }
}
