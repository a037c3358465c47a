namespace Hourglass.Data;

/// <summary>
/// The pictures below one or several folders. Symbolic links are followed, and each real file is used once, under its own name rather than that of a
/// link: a link to a parent folder would otherwise repeat the same pictures endlessly, and put those of one split into the other.
/// </summary>
internal sealed class PictureFiles
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp"];

    // Names that begin with a dot are hidden: macOS puts a "._" file next to each picture on the disks of other systems.
    private static readonly EnumerationOptions Visible = new() { IgnoreInaccessible = false };

    private const string Repeated = " of its own, because its links lead to images that are already read";

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly Queue<(int Root, string Path)> links = new();
    private readonly string[] roots;
    private readonly List<string>[] found;

    private PictureFiles(string[] roots)
    {
        this.roots = roots;
        found = Array.ConvertAll(roots, _ => new List<string>());
    }

    /// <summary>The supported file name extensions.</summary>
    public static string Endings => string.Join(", ", Extensions);

    /// <summary>
    /// The pictures below each folder, relative to it, with '/' between folders, in ordinal order; and the number of links to a file that was already
    /// included.
    /// </summary>
    /// <exception cref="HourglassException">The pictures cannot be listed, or a folder has none.</exception>
    public static (string[][] Names, int Repeated) List(params string[] roots)
    {
        var files = new PictureFiles(roots);
        var repeated = 0;
        for (var i = 0; i < roots.Length; i++) files.Guarded(i, () => files.Walk(i, roots[i], RealPath.Of(roots[i])));
        while (files.links.TryDequeue(out var link)) files.Guarded(link.Root, () => repeated += files.Follow(link.Root, link.Path) ? 0 : 1);
        var names = Array.ConvertAll(files.found, some => some.Order(StringComparer.Ordinal).ToArray());
        return Array.FindIndex(names, some => some.Length == 0) is >= 0 and var empty
            ? throw new HourglassException($"The folder '{What(roots[empty])}' has {Got("no images")}{(repeated > 0 ? Repeated : "")}; " +
                $"{Allowed(Endings)} files in it or its sub-folders are read.")
            : (names, repeated);
    }

    /// <summary>Whether there is a picture below a folder.</summary>
    /// <exception cref="HourglassException">The folder cannot be listed.</exception>
    public static bool Any(string folder)
    {
        var files = new PictureFiles([folder]);
        files.Guarded(0, () => files.Walk(0, folder, RealPath.Of(folder)));
        while (files.found[0].Count == 0 && files.links.TryDequeue(out var link)) files.Guarded(0, () => files.Follow(0, link.Path));
        return files.found[0].Count > 0;
    }

    /// <summary>Records every real file; links are deferred until all files are known.</summary>
    private void Walk(int root, string folder, string real)
    {
        if (!seen.Add(real)) return;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Visible))
        {
            if (entry.Name.StartsWith('.')) continue;
            if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint)) links.Enqueue((root, entry.FullName));
            else if (entry is DirectoryInfo) Walk(root, Path.Combine(folder, entry.Name), Path.Combine(real, entry.Name));
            else Take(root, Path.Combine(folder, entry.Name), Path.Combine(real, entry.Name));
        }
    }

    /// <summary>Adds the target of a link; false if a picture was already included.</summary>
    private bool Follow(int root, string path)
    {
        var real = RealPath.Of(path);
        if (!Directory.Exists(real)) return Take(root, path, real);
        Walk(root, path, real);
        return true;
    }

    private bool Take(int root, string path, string real)
    {
        if (!Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) return true;
        if (!seen.Add(real)) return false;
        found[root].Add(Path.GetRelativePath(roots[root], path).Replace('\\', '/'));
        return true;
    }

    private void Guarded(int root, Action walk)
    {
        try
        {
            walk();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HourglassException($"The images in '{What(roots[root])}' cannot be listed ({Got(e.Message.TrimEnd('.'))}); " +
                $"{Allowed("check the permissions of its sub-folders and the targets of its links")}.", e);
        }
    }
}
