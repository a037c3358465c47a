namespace Hourglass.Data;

/// <summary>What a descriptor of a table names.</summary>
/// <param name="Format">How it is stored.</param>
/// <param name="Paths">The files, sorted; none for a query.</param>
/// <param name="Detail">The query, or the table in a SQLite file; null for none.</param>
internal sealed record TableFiles(TableStorage Format, string[] Paths, string? Detail = null)
{
    public const string SqlPrefix = "sql:";
    public const string Allowed = ".csv, .tsv, .parquet, .json, .jsonl (also with .gz, except .parquet), .sqlite or .db, a pattern such as 'data/*.csv', or " +
        "'sql:SELECT ...'";

    /// <summary>What a descriptor names; null if it is no table.</summary>
    /// <exception cref="HourglassException">No file fits a pattern.</exception>
    public static TableFiles? Find(string descriptor)
    {
        if (descriptor.StartsWith(SqlPrefix, StringComparison.OrdinalIgnoreCase)) return new TableFiles(TableStorage.Query, [], descriptor[SqlPrefix.Length..]);
        if (FormatOf(descriptor) is { } format)
        {
            if (File.Exists(descriptor) || descriptor.AsSpan().IndexOfAny('*', '?', '[') < 0) return new TableFiles(format, [descriptor]);
            return new TableFiles(format, Matching(descriptor));
        }

        return SqliteColon(descriptor) is { } colon ? new TableFiles(TableStorage.Sqlite, [descriptor[..colon]], descriptor[(colon + 1)..]) : null;
    }

    /// <summary>Whether a descriptor names a table, by its form alone.</summary>
    public static bool Accepts(string descriptor) => descriptor.StartsWith(SqlPrefix, StringComparison.OrdinalIgnoreCase) || FormatOf(descriptor) is not null
        || SqliteColon(descriptor) is not null;

    /// <summary>The storage that the ending of a name stands for; null if it is not one of a table.</summary>
    public static TableStorage? FormatOf(string path)
    {
        var name = path.ToLowerInvariant();
        if (name.EndsWith(".gz", StringComparison.Ordinal)) name = name[..^3];
        var isZipped = name.Length != path.Length;
        return Path.GetExtension(name) switch
        {
            ".csv" or ".tsv" or ".tab" => TableStorage.Text,
            ".json" or ".jsonl" or ".ndjson" => TableStorage.Json,
            ".parquet" or ".pq" when !isZipped => TableStorage.Parquet,
            ".sqlite" or ".sqlite3" or ".db" when !isZipped => TableStorage.Sqlite,
            _ => null,
        };
    }

    /// <summary>The colon of <c>FILE.sqlite:TABLE</c>; the name of the table may have others, and so may the path.</summary>
    private static int? SqliteColon(string descriptor)
    {
        for (var colon = descriptor.IndexOf(':', StringComparison.Ordinal); colon > 0; colon = descriptor.IndexOf(':', colon + 1))
            if (FormatOf(descriptor[..colon]) == TableStorage.Sqlite) return colon;
        return null;
    }

    private static string[] Matching(string pattern)
    {
        // Patterns in folders' names would need a walk over a tree of unknown size; one folder is what people mean.
        var folder = Path.GetDirectoryName(pattern) is { Length: > 0 } parent ? parent : ".";
        if (folder.AsSpan().IndexOfAny('*', '?', '[') >= 0)
            throw new UsageException($"The {What("pattern")} '{Got(pattern)}' has wildcards in the name of a folder; " +
                $"they are allowed in the name of the file only.");
        if (!Directory.Exists(folder)) throw new HourglassException($"There is no folder '{Got(folder)}' for the {What("pattern")} '{pattern}'; {Allowed("check the path")}.");
        string[] found = [.. Directory.EnumerateFiles(folder, Path.GetFileName(pattern)).Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found
            : throw new HourglassException($"No file fits the {What("pattern")} '{Got(pattern)}'; {Allowed("check it")}, with quotation marks so that the shell " +
                $"leaves it alone.");
    }
}
