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

    // In the order of preference.
    private static readonly string[] TestNames = ["test", "val", "valid", "validation"];

    /// <summary>
    /// Reads the folder, with notes for the user and, if there is no test split, with the names of the pictures relative to the folder; Test is null if there
    /// is no such folder next to <c>train</c>.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops within a few pictures; nothing is left then.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    /// <exception cref="HourglassException">
    /// The folder is missing or has no pictures, the role of its sub-folders is ambiguous, or a picture cannot be decoded (the message names it).
    /// </exception>
    public static (Examples Train, Examples? Test, IReadOnlyList<string>? Names, IReadOnlyList<MessageText> Notes) Read(string folder, DataOptions options,
        Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(folder))
            throw new HourglassException($"There is no {What("folder")} '{Got(folder)}'; {UnreadableName.Hint(folder)}check the path.");
        MessageText[] violations = [.. options.Pictures.Violations()];
        if (violations.Length > 0) throw new UsageException(violations);
        List<MessageText> notes = [];
        var roots = Roots(folder, options.Pictures.Groups, notes);
        var (parts, repeated) = PictureFiles.List(roots);
        if (repeated > 0) notes.Add($"{folder}: {repeated:N0} links lead to images that are already read and were skipped.");
        string[] paths = [.. parts.SelectMany((part, i) => part.Select(name => Path.Combine(roots[i], name)))];

        var pictures = new PictureIngest(options.Pictures, options.Store, options.Demand, report, cancellation).Read(paths, roots, options.Cache);
        notes.AddRange(pictures.Notes);
        var classes = Classes(parts);
        var train = Part(0, 0);
        return parts.Length == 1 ? (train, null, parts[0], notes) : (train, Part(1, train.Count), null, notes);

        Examples Part(int part, int first) =>
            pictures.Part(first, parts[part].Length, new SideData(classes?.IndicesOf(parts[part].Select(Class)), Classes: classes));
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
}
