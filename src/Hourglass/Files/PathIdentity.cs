using Hourglass.Native;

namespace Hourglass.Files;

/// <summary>
/// Whether two paths lead to one file or folder: relative, through symbolic or hard links, or in another letter case where the file system ignores it.
/// </summary>
internal static class PathIdentity
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>Whether both paths name one place, whether anything lies there or not.</summary>
    public static bool AreSame(string one, string other) => AreSameResolved(Resolve(one), Resolve(other));

    /// <summary>Whether a path is a folder's own or leads into it.</summary>
    public static bool IsWithin(string path, string folder)
    {
        var (inner, outer) = (Resolve(path), Resolve(folder));
        for (string? parent = inner; parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (AreSameResolved(parent, outer)) return true;
        }

        return false;
    }

    /// <summary>The path with every symbolic link on its way replaced by what it leads to; what does not exist stays as it is.</summary>
    public static string Resolve(string path)
    {
        var full = Path.GetFullPath(path);
        var resolved = Path.GetPathRoot(full)!;
        var ahead = new Stack<string>(Parts(full[resolved.Length..]).Reverse());
        for (var links = 0; ahead.TryPop(out var part);)
        {
            if (part is ".") continue;
            if (part is "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            var next = Path.Combine(resolved, part);
            if (new FileInfo(next).LinkTarget is not { } target || ++links > MostLinks)
            {
                resolved = next;
                continue;
            }

            if (Path.IsPathRooted(target))
            {
                resolved = Path.GetPathRoot(target)!;
                target = target[resolved.Length..];
            }

            foreach (var piece in Parts(target).Reverse()) ahead.Push(piece);
        }

        return resolved;
    }

    private static string[] Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);

    private static bool AreSameResolved(string one, string other)
    {
        if (string.Equals(one, other, StringComparison.Ordinal)) return true;
        if (FileIdentity.Of(one) is { } file && file == FileIdentity.Of(other)) return true;
        if (!string.Equals(Folded(one), Folded(other), StringComparison.OrdinalIgnoreCase)) return false;

        // They differ in case or in how letters are composed. Where the file system tells them apart, both stand in the listing.
        return string.Equals(AsListed(one), AsListed(other), StringComparison.Ordinal);
    }

    private static string Folded(string path) => path.Normalize();

    /// <summary>The path with each name as its folder lists it; what is not listed stays as it is.</summary>
    private static string AsListed(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent) return path;
        var (folder, name) = (AsListed(parent), Path.GetFileName(path));
        if (!Directory.Exists(folder) || !Path.Exists(Path.Combine(folder, name))) return Path.Combine(folder, name);
        var names = Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)!).ToArray();
        var listed = names.Contains(name, StringComparer.Ordinal) ? name
            : names.FirstOrDefault(other => string.Equals(Folded(other), Folded(name), StringComparison.OrdinalIgnoreCase)) ?? name;
        return Path.Combine(folder, listed);
    }
}
