namespace Hourglass.Data;

/// <summary>
/// The roles of the arrays of a .npz file, by customary names: case-insensitive, and with the suffixes <c>_train</c> and <c>_test</c> (or the prefixes
/// <c>train_</c> and <c>test_</c>) if a file has both splits.
/// </summary>
internal sealed class NpzLayout
{
    private const string Train = "train";
    private const string Test = "test";
    private static readonly string[] ExampleNames = ["x", "data", "images", "arr_0"];
    private static readonly string[] LabelNames = ["y", "labels", "label", "targets", "target"];
    private static readonly string[] BesideNames = ["conditions", "lengths", "factors", "factor_names", "factor_ordered"];
    private readonly string path;
    private readonly NpzEntry[] arrays;
    private readonly List<(string Name, string Role)> used = [];
    private readonly List<string> reasons = [];

    private NpzLayout(string path, IReadOnlyList<NpzEntry> arrays)
    {
        this.path = path;
        this.arrays = [.. arrays];
    }

    /// <summary>The array of all examples, or of the training examples.</summary>
    public NpzSplit First { get; private set; } = null!;

    /// <summary>The array of the test examples; null if the file has no such split.</summary>
    public NpzSplit? Second { get; private set; }

    /// <summary>Finds the examples and their side data.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">Its arrays.</param>
    /// <param name="asked">The array that the user named as the examples, or null.</param>
    /// <exception cref="UsageException">There is no array of that name.</exception>
    /// <exception cref="HourglassException">No array is suitable for the examples, or several are.</exception>
    public static NpzLayout Of(string path, IReadOnlyList<NpzEntry> arrays, string? asked)
    {
        var layout = new NpzLayout(path, arrays);
        var (train, test) = asked is null ? layout.Examples() : layout.Asked(asked);
        layout.First = layout.Split(train, test is null ? "examples" : "training examples");
        layout.Second = test is null ? null : layout.Split(test, "test examples");
        if (layout.Second is { } second)
        {
            layout.Both(layout.First.Labels, second.Labels, LabelNames);
            (string?, string?, string)[] pairs =
            [
                (layout.First.Conditions, second.Conditions, "conditions"),
                (layout.First.Lengths, second.Lengths, "lengths"),
                (layout.First.Factors, second.Factors, "factors"),
            ];
            foreach (var (mine, theirs, name) in pairs)
                layout.Both(mine, theirs, [name]);
        }

        return layout;
    }

    /// <summary>The name of an array that applies to all splits, or null.</summary>
    public string? Shared(string name) => Use(Find(name), name == "factor_names" ? "the factors' names" : "whether factors are ordered");

    /// <summary>Notes that an array is ignored for a reason, although its name would fit.</summary>
    public void Leave(string name, string reason)
    {
        used.RemoveAll(array => array.Name == name);
        reasons.Add($"'{name}' is ignored, because {reason}");
    }

    /// <summary>A sentence on the roles of the arrays and on which were ignored.</summary>
    public string Note()
    {
        var left = arrays.Where(array => used.TrueForAll(one => one.Name != array.Name)
            && !reasons.Exists(reason => reason.StartsWith($"'{array.Name}' ", StringComparison.Ordinal))).Select(array => $"'{array.Name}'").ToArray();
        string[] parts =
        [
            $"read {string.Join(", ", used.Select(array => $"'{array.Name}' {array.Role}"))}",
            .. reasons,
            .. left.Length == 0 ? [] : (string[])[$"ignored: {string.Join(", ", left)}"],
        ];
        return $"{Path.GetFileName(path)}: {string.Join("; ", parts)}.";
    }

    private (string Train, string? Test) Examples()
    {
        (string Train, string? Test)[] pairs = [.. ExampleNames.SelectMany(Pairs)];
        string[] singles = [.. ExampleNames.SelectMany(All)];
        // If a name exists both plain and per split, the splits are used: the plain array repeats them.
        if (pairs.Length > 0) return Only(pairs);
        if (singles.Length > 0) return Only([.. singles.Select(name => (name, (string?)null))]);
        (string Train, string? Test)[] others = [.. arrays
            .Where(array => array.Header is { Dimensions.Length: >= 2 and <= 4, Kind: ['f' or 'u' or 'i' or 'b', ..] } && !IsBeside(array.Name))
            .Select(array => (array.Name, (string?)null))];
        return others.Length > 0 ? Only(others)
            : throw new HourglassException($"The file '{What(path)}' has the arrays {Got(Listed(arrays))}; " +
                $"examples must be {Allowed("an array of numbers (n, features) or of images")}, with any name if it is the only one, else named as one of " +
                $"{string.Join(", ", ExampleNames)}, or both x_train and x_test.");
    }

    private (string Train, string? Test) Asked(string asked)
    {
        if (Array.Exists(arrays, array => array.Name == asked)) return (asked, null);
        (string Train, string? Test)[] fitting = [.. All(asked).Select(name => (name, (string?)null)), .. Pairs(asked)];
        return fitting.Length > 0 ? Only(fitting)
            : throw new UsageException($"{What("array")} is '{Got(asked)}', but the file '{path}' has the arrays {Allowed(Listed(arrays))}; give one of " +
                $"these.");
    }

    private (string Train, string? Test) Only((string Train, string? Test)[] fitting)
    {
        if (fitting is [var one]) return one;
        var shown = fitting.Select(reading => Listed([.. arrays.Where(array => array.Name == reading.Train || array.Name == reading.Test)]));
        throw new HourglassException($"In the file '{What(path)}' each of these could be the examples: {Got(string.Join("; ", shown))}; " +
            $"select one, such as {Allowed(Setting("array", fitting[0].Train))}.");
    }

    private NpzSplit Split(string examples, string role)
    {
        var split = SplitOf(examples);
        Use(examples, $"as the {role}");
        return new NpzSplit(
            examples,
            Use(LabelNames.Select(name => Find(name, split)).FirstOrDefault(name => name is not null), "as their labels"),
            Use(Find("conditions", split), "as their side columns"),
            Use(Find("lengths", split), "as their lengths"),
            Use(Find("factors", split), "as their factors"));
    }

    private string? Use(string? name, string role)
    {
        if (name is not null) used.Add((name, role));
        return name;
    }

    private void Both(string? first, string? second, string[] names)
    {
        if (first is null == second is null) return;
        var found = (first ?? second)!;
        var name = names.FirstOrDefault(name => Spellings(name, first is null ? Test : Train).Contains(found, StringComparer.OrdinalIgnoreCase)) ?? names[0];
        throw new HourglassException($"The file '{What(path)}' has {Got($"only one of '{name}_{Train}' and '{name}_{Test}'")}; give " +
            $"{Allowed("both or neither")}.");
    }

    private IEnumerable<(string Train, string? Test)> Pairs(string name) =>
        Find(name, Train) is { } train && Find(name, Test) is { } test ? [(train, test)] : [];

    private IEnumerable<string> All(string name) =>
        arrays.Select(array => array.Name).Where(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The array of this name in a split; of names that differ in letter case only, the exact match.</summary>
    private string? Find(string name, string? split = null) =>
        Spellings(name, split).Select(spelling => All(spelling).OrderBy(found => found == spelling ? 0 : 1).FirstOrDefault())
            .FirstOrDefault(found => found is not null);

    private static string[] Spellings(string name, string? split) => split is null ? [name] : [$"{name}_{split}", $"{split}_{name}"];

    private static string? SplitOf(string name) => new[] { Train, Test }.FirstOrDefault(split =>
        name.EndsWith($"_{split}", StringComparison.OrdinalIgnoreCase) || name.StartsWith($"{split}_", StringComparison.OrdinalIgnoreCase));

    private static bool IsBeside(string name) => LabelNames.Concat(BesideNames).Any(beside =>
        new[] { null, Train, Test, "val" }.Any(split => Spellings(beside, split).Contains(name, StringComparer.OrdinalIgnoreCase)));

    private static string Listed(IReadOnlyList<NpzEntry> arrays) =>
        string.Join(", ", arrays
            .Select(array => array.Header is null ? array.Name : $"{array.Name} ({string.Join(", ", array.Header.Dimensions)})")
            .DefaultIfEmpty("(none)"));
}
