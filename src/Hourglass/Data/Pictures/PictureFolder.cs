namespace Hourglass.Data;

/// <summary>
/// Reads a folder of pictures (PNG, JPEG, WebP, GIF, BMP) and all its sub-folders. If every picture is in a sub-folder, the names of the topmost
/// ones, in ordinal order, are the classes. If there is a folder <c>train</c>, it and <c>test</c> (or <c>val</c>, <c>valid</c>, <c>validation</c>, in any
/// letter case) are the splits, each with its own class folders; if there are other folders with pictures next to them, the user must say what they are.
/// Symbolic links are followed, and each file is read once.
/// </summary>
internal static class PictureFolder
{
    private const string TrainName = "train";
    private static readonly PictureSize MixedSize = new(PictureOptions.MixedSize, PictureOptions.MixedSize);

    // In the order of preference.
    private static readonly string[] TestNames = ["test", "val", "valid", "validation"];

    /// <summary>Reads the folder; Test is null if it has no such folder next to <c>train</c>.</summary>
    /// <exception cref="HourglassException">
    /// The folder is missing or has no pictures, the role of its sub-folders is ambiguous, or a picture cannot be decoded (the message names it).
    /// </exception>
    public static (Examples Train, Examples? Test) Load(string folder, PictureOptions options)
    {
        var read = Read(folder, options);
        return (read.Train, read.Test);
    }

    /// <summary>The same with notes for the user and, if there is no test split, with the names of the pictures relative to the folder.</summary>
    internal static (Examples Train, Examples? Test, IReadOnlyList<string>? Names, IReadOnlyList<MessageText> Notes) Read(string folder, PictureOptions options,
        Action<DataShape>? demand = null)
    {
        if (!Directory.Exists(folder))
            throw new HourglassException($"There is no {What("folder")} '{Got(folder)}'; {UnreadableName.Hint(folder)}check the path.");
        MessageText[] violations = [.. options.Violations()];
        if (violations.Length > 0) throw new UsageException(violations);
        List<MessageText> notes = [];
        var roots = Roots(folder, options.Groups, notes);
        var (parts, repeated) = PictureFiles.List(roots);
        if (repeated > 0) notes.Add($"{folder}: {repeated:N0} links lead to images that are already read and were skipped.");
        string[] paths = [.. parts.SelectMany((part, i) => part.Select(name => Path.Combine(roots[i], name)))];

        var (bytes, shape) = Decode(paths, options, notes, demand);
        var classes = Classes(parts);
        var trainBytes = parts[0].Length * shape.Size;
        if (parts.Length == 1) return (Examples(bytes, 0), null, parts[0], notes);
        return (Examples(bytes[..trainBytes], 0), Examples(bytes[trainBytes..], 1), null, notes);

        ByteExamples Examples(byte[] pixels, int part) => new(pixels, shape, classes?.IndicesOf(parts[part].Select(Class)), classes) { ReadAs = options };
    }

    /// <summary>The folders of the training and the test pictures, or the folder of all.</summary>
    private static string[] Roots(string folder, PictureGrouping groups, List<MessageText> notes)
    {
        if (groups == PictureGrouping.Classes) return [folder];
        string[] inside = [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)];
        if (Named(TrainName) is not { } train)
        {
            return groups == PictureGrouping.Auto ? [folder]
                : throw new HourglassException($"The folder '{What(folder)}' has {Got($"no folder '{TrainName}'")}, but image_groups is splits; " +
                    $"omit it, or name the folder of the training images '{Allowed(TrainName)}'.");
        }

        var test = TestNames.Select(Named).FirstOrDefault(path => path is not null);
        string[] others = [.. inside.Where(path => path != train && path != test && PictureFiles.Any(path))];
        var unclear = Array.ConvertAll(others,
            other => Path.GetFileName(other)).Where(name => !TestNames.Contains(name, StringComparer.OrdinalIgnoreCase)).Select(name => $"'{name}'").ToArray();
        if (groups == PictureGrouping.Auto && unclear.Length > 0)
            throw new HourglassException($"The folder '{What(folder)}' has images in {Got($"'{Path.GetFileName(train)}' and in " +
                $"{string.Join(", ", unclear)}")}: these can " +
                $"all be classes, or '{Path.GetFileName(train)}' can hold the training images and the others be ignored; " +
                $"choose with {Allowed($"{Setting("image_groups", "classes")} or {Setting("image_groups", "splits")}")}.");
        if (others.Length > 0)
            notes.Add($"{folder}: read '{Path.GetFileName(train)}'{(test is null ? "" : $" and '{Path.GetFileName(test)}'")} as the splits; " +
                $"ignored: {string.Join(", ", others.Select(other => $"'{Path.GetFileName(other)}'"))}.");
        return test is null ? [train] : [train, test];

        string? Named(string name) => Array.Find(inside, path => string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase));
    }

    private static ClassNames? Classes(string[][] parts) =>
        parts.All(part => part.All(name => name.Contains('/'))) ? ClassNames.Among(parts.SelectMany(part => part).Select(Class)) : null;

    private static string Class(string name) => name[..name.IndexOf('/')];

    private static (byte[] Bytes, DataShape Shape) Decode(string[] paths, PictureOptions options, List<MessageText> notes,
        Action<DataShape>? demand)
    {
        var found = new PictureHeader[paths.Length];
        ForEach(paths, i => found[i] = PictureFile.Inspect(paths[i], options.MostPixels));
        if (found.Count(picture => picture.Is16Bit) is > 0 and var deep)
            notes.Add($"{deep:N0} of {paths.Length:N0} images have 16 bits per channel, of which the upper 8 are read; " +
                "save them as an array (.npy) to keep all.");
        var size = options.Size ?? (found.All(picture => picture.Size == found[0].Size) ? found[0].Size : MixedSize);
        var allGrey = found.All(picture => picture.IsGrey);
        var channels = options.Colour == PictureColour.Grey || (options.Colour == PictureColour.Auto && allGrey) ? 1 : 3;
        var shape = new DataShape(channels, size.Height, size.Width);
        if ((long)paths.Length * channels * size.Height * size.Width > Array.MaxLength)
            throw new HourglassException($"{Got($"{paths.Length:N0} images of {shape}")} take more than {Allowed($"{Array.MaxLength:N0} bytes")}; " +
                $"choose a smaller size with {What("image_size")}, such as {Setting("image_size", 64)}.");

        // Files that could be coloured but are grey are found out only by decoding them.
        demand?.Invoke(options.Colour == PictureColour.Auto ? shape with { Channels = 1 } : shape);
        var bytes = GC.AllocateUninitializedArray<byte>(paths.Length * shape.Size);
        var coloured = false;
        ForEach(paths, i =>
        {
            if (!PictureFile.Read(paths[i], options.Fit, shape, bytes.AsSpan(i * shape.Size, shape.Size))) Volatile.Write(ref coloured, true);
        });
        return options.Colour == PictureColour.Auto && channels == 3 && !coloured ? FirstChannel(bytes, shape) : (bytes, shape);
    }

    // Files that could be coloured but are grey: the three channels are equal.
    private static (byte[] Bytes, DataShape Shape) FirstChannel(byte[] bytes, DataShape shape)
    {
        var pixels = shape.Height * shape.Width;
        for (var i = 0; i * 3L * pixels < bytes.Length; i++) bytes.AsSpan(i * 3 * pixels, pixels).CopyTo(bytes.AsSpan(i * pixels));
        return (bytes[..(bytes.Length / 3)], shape with { Channels = 1 });
    }

    /// <summary>Processes all files, then reports failures: the first by name, and their number.</summary>
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
        throw failed == 1 ? first : new HourglassException($"{failed:N0} of {paths.Length:N0} images cannot be used. The first: {first.Text}", first);
    }
}
