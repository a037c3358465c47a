namespace Hourglass.Data;

/// <summary>
/// Reads a folder of PNG and JPEG pictures with all its sub-folders. If every picture lies in a sub-folder, the names of the topmost
/// ones, in ordinal order, are the classes. If there is a folder <c>train</c>, it and <c>test</c> (or <c>val</c>, <c>valid</c>, <c>validation</c>, case
/// aside) are the splits, each with its own class folders, and what lies beside them is not read.
/// </summary>
public static class PictureFolder
{
    private const int LargestSide = 4096;
    private static readonly PictureSize MixedSize = new(64, 64);
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg"];

    // In the order in which they are taken.
    private static readonly string[] TestNames = ["test", "val", "valid", "validation"];

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, MaxRecursionDepth = 32, IgnoreInaccessible = false };

    /// <summary>Reads the folder; Test is null when it has no folder for it beside <c>train</c>.</summary>
    /// <exception cref="HourglassException">The folder is missing or has no pictures, or a picture cannot be decoded (the message names it).</exception>
    public static (Examples Train, Examples? Test) Load(string folder, PictureOptions options)
    {
        if (!Directory.Exists(folder))
            throw new HourglassException($"There is no folder '{folder}'; check the path.");
        if (options.Size is { } size && (size.Height is < 1 or > LargestSide || size.Width is < 1 or > LargestSide))
            throw new UsageException($"The picture size {size} is out of range; 1x1 to {LargestSide}x{LargestSide} are allowed.");
        var roots = Roots(folder);
        var parts = Array.ConvertAll(roots, List);
        string[] paths = [.. parts.SelectMany((part, i) => part.Select(name => Path.Combine(roots[i], name)))];

        var (bytes, shape) = Decode(paths, options);
        var classes = Classes(parts);
        var trainBytes = parts[0].Length * shape.Size;
        if (parts.Length == 1) return (Examples(bytes, 0), null);
        return (Examples(bytes[..trainBytes], 0), Examples(bytes[trainBytes..], 1));

        ByteExamples Examples(byte[] pixels, int part) => new(pixels, shape, classes?.IndicesOf(parts[part].Select(Class)), classes) { ReadAs = options };
    }

    /// <summary>The pictures of a folder without a test split, relative to it, in the order in which they are read; null where there is such a split.</summary>
    /// <exception cref="HourglassException">There are none, or they cannot be listed.</exception>
    public static IReadOnlyList<string>? Names(string folder) => Roots(folder) is [var root] ? List(root) : null;

    /// <summary>The folders of the training and the test pictures, or the one of all.</summary>
    private static string[] Roots(string folder)
    {
        string[] inside = [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)];
        if (Named("train") is not { } train) return [folder];
        return TestNames.Select(Named).FirstOrDefault(path => path is not null) is { } test ? [train, test] : [train];

        string? Named(string name) => Array.Find(inside, path => string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The pictures below <paramref name="root"/>, relative to it, with '/' between folders, in ordinal order.</summary>
    private static string[] List(string root)
    {
        string[] found;
        try
        {
            found = [.. Directory.EnumerateFiles(root, "*", Everywhere)
                .Where(path => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
                .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HourglassException($"The pictures in '{root}' cannot be listed ({e.Message.TrimEnd('.')}); check the permissions of its sub-folders.", e);
        }

        return found.Length > 0 ? found
            : throw new HourglassException($"The folder '{root}' has no pictures; {string.Join(", ", Extensions)} files in it or its sub-folders are read.");
    }

    private static ClassNames? Classes(string[][] parts) =>
        parts.All(part => part.All(name => name.Contains('/'))) ? ClassNames.Among(parts.SelectMany(part => part).Select(Class)) : null;

    private static string Class(string name) => name[..name.IndexOf('/')];

    private static (byte[] Bytes, DataShape Shape) Decode(string[] paths, PictureOptions options)
    {
        var found = new (PictureSize Size, bool Grey)[paths.Length];
        ForEach(paths, i => found[i] = PictureFile.Inspect(paths[i]));
        var size = options.Size ?? (found.All(picture => picture.Size == found[0].Size) ? found[0].Size : MixedSize);
        var allGrey = found.All(picture => picture.Grey);
        var channels = options.Colour == PictureColour.Grey || (options.Colour == PictureColour.Auto && allGrey) ? 1 : 3;
        var shape = new DataShape(channels, size.Height, size.Width);
        if ((long)paths.Length * channels * size.Height * size.Width > Array.MaxLength)
            throw new HourglassException($"{paths.Length:N0} pictures of {shape} take more than {Array.MaxLength:N0} bytes; ask for a smaller picture size.");

        var bytes = GC.AllocateUninitializedArray<byte>(paths.Length * shape.Size);
        var coloured = false;
        ForEach(paths, i =>
        {
            if (!PictureFile.Read(paths[i], options.Fit, shape, bytes.AsSpan(i * shape.Size, shape.Size))) Volatile.Write(ref coloured, true);
        });
        return options.Colour == PictureColour.Auto && channels == 3 && !coloured ? FirstChannel(bytes, shape) : (bytes, shape);
    }

    // Files that could be coloured and turn out to be grey: the three channels are the same.
    private static (byte[] Bytes, DataShape Shape) FirstChannel(byte[] bytes, DataShape shape)
    {
        var pixels = shape.Height * shape.Width;
        for (var i = 0; i * 3L * pixels < bytes.Length; i++) bytes.AsSpan(i * 3 * pixels, pixels).CopyTo(bytes.AsSpan(i * pixels));
        return (bytes[..(bytes.Length / 3)], shape with { Channels = 1 });
    }

    /// <summary>Works on all files, then says which failed: the first by name, and how many.</summary>
    private static void ForEach(string[] paths, Action<int> body)
    {
        var errors = new HourglassException?[paths.Length];
        Parallel.For(0, paths.Length, i =>
        {
            try
            {
                body(i);
            }
            catch (HourglassException e)
            {
                errors[i] = e;
            }
        });
        var failed = errors.Count(error => error is not null);
        if (failed == 0) return;
        var first = Array.Find(errors, error => error is not null)!;
        throw failed == 1 ? first : new HourglassException($"{failed:N0} of {paths.Length:N0} pictures cannot be used. The first: {first.Message}", first);
    }
}
