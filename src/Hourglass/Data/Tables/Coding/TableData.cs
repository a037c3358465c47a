namespace Hourglass.Data;

/// <summary>Opens tables as data sets.</summary>
internal static class TableData
{
    /// <summary>Reads a table, fits the codes to its training rows unless they are given, and splits it.</summary>
    public static Dataset Open(string descriptor, DataOptions options, Action<RowsDone>? report, CancellationToken cancellation)
    {
        var coding = options.Coding;
        var table = coding is null ? Table.Open(descriptor, options.Table, report, cancellation)
            : Table.Open(descriptor, coding.Schema, options.Matching, report, cancellation);
        coding ??= TableCoding.FitToTrainingRows(table, options.Table.Numbers, options.TestShare ?? Split.DefaultShare);
        var name = descriptor.StartsWith(TableFiles.SqlPrefix, StringComparison.OrdinalIgnoreCase) ? "query" : Path.GetFileName(descriptor);
        return DataSource.Combine(name, new TableExamples(table, coding), test: null, options) with
        {
            Table = table,
            Notes = options.Coding is null ? [.. NotesOn(table), .. table.Notes] : table.Notes,
            Warnings = table.Warnings,
        };
    }

    private static IEnumerable<MessageText> NotesOn(Table table)
    {
        string[] omitted = [.. table.Schema.Columns.Where(column => !column.IsUsed).Select(column => $"{column.Name} ({column.Reason})")];
        if (omitted.Length > 0) yield return $"Left out: {string.Join(", ", omitted)}.";
        foreach (var doubt in table.Schema.Columns.SelectMany(column => column.Doubts)) yield return $"{doubt}";
    }
}
