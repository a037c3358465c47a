using DuckDB.NET.Data;

namespace Hourglass.Data;

/// <summary>Reads delimited text: what it is written in is decided here from all bytes, and DuckDB reads every cell as text.</summary>
internal static class CsvSource
{
    /// <summary>Reads files of equal columns, one after the other.</summary>
    /// <exception cref="HourglassException">A file is missing, damaged, empty, or has other columns than the first.</exception>
    public static TableRelation Open(DuckDbSession session, string name, string[] paths)
    {
        TextProbe[] probes = [.. paths.Select(TextProbe.Of)];
        CsvLayout[] layouts = [.. probes.Select(CsvLayout.Of)];
        var first = layouts[0];
        for (var i = 1; i < layouts.Length; i++) RequireSame(paths, layouts, i);
        var header = first.Header ?? [.. Enumerable.Range(1, first.Columns).Select(i => $"column{i}")];
        var (names, doubts) = ColumnNames.Unique(header);
        if (first.Header is null)
            doubts.Add($"'{paths[0]}' has no line of names; the columns are called column1, column2, ... Add a first line with their names.");
        if (first.HasRowNames)
            doubts.Add("The line of names is one name short, as R writes it; the first column is called 'row'.");
        foreach (var probe in probes.Where(probe => probe.Encoding.CodePage == 1252))
            doubts.Add($"'{probe.Path}' is not in UTF-8; it was read as Windows-1252 (Latin-1). If letters look wrong, save it as UTF-8.");
        var copies = new CleanCopies();
        try
        {
            string[] readable = [.. probes.Select(copies.Of)];
            session.Restrict(readable.Select(Path.GetFullPath));
            var columns = string.Join(", ", names.Select((_, i) => $"'c{i}': 'VARCHAR'"));
            for (var i = 0; i < readable.Length; i++)
                Load(session, i == 0 ? "CREATE TEMP TABLE source AS" : "INSERT INTO source", readable[i], layouts[i], columns, probes[i]);
            return new TableRelation(session, name, [.. names.Select(one => (one, TableRelation.TextType))])
            {
                Delimiter = first.Delimiter.ToString(),
                Doubts = doubts,
                Locate = row => Locate(probes, layouts, row),
                Copies = copies,
            };
        }
        catch
        {
            copies.Dispose();
            throw;
        }
    }

    private static void Load(DuckDbSession session, string into, string path, CsvLayout layout, string columns, TextProbe probe)
    {
        try
        {
            session.Execute($"{into} SELECT * FROM read_csv({DuckDbSession.Text(DuckDbSession.Literal(Path.GetFullPath(path)))}, auto_detect = false, header " +
                "= false, " +
                $"skip = {layout.SkippedRecords}, columns = {{{columns}}}, delim = {DuckDbSession.Text(layout.Delimiter.ToString())}, quote = '\"', escape = " +
                    $"'\"')");
        }
        catch (DuckDBException e)
        {
            throw new HourglassException(Explain(e, probe, layout), e);
        }
    }

    private static void RequireSame(string[] paths, CsvLayout[] layouts, int i)
    {
        var (first, other) = (layouts[0], layouts[i]);
        if (first.Columns != other.Columns)
            throw new HourglassException($"'{paths[i]}' has {other.Columns} columns and '{paths[0]}' {first.Columns}; files read together must have the same " +
                "columns.");
        if ((first.Header is null) != (other.Header is null))
            throw new HourglassException($"One of '{paths[0]}' and '{paths[i]}' has a line of names and the other has none; " +
                "files read together must have the same columns.");
        for (var column = 0; column < first.Columns && first.Header is not null; column++)
            if (first.Header[column].Trim() != other.Header![column].Trim())
                throw new HourglassException($"Column {column + 1} is '{other.Header[column]}' in '{paths[i]}' and '{first.Header[column]}' in '{paths[0]}'; " +
                    "files read together must have the same columns in the same order.");
    }

    /// <summary>A sentence with line and cells for a message of DuckDB, which counts records as lines.</summary>
    private static string Explain(DuckDBException e, TextProbe probe, CsvLayout layout)
    {
        if (e.Message.Contains("maximum line size", StringComparison.OrdinalIgnoreCase))
            return $"A row of '{probe.Path}' is longer than 2,000,000 bytes; a quotation mark may be missing.";
        using var reader = probe.Open();
        if (CsvText.FirstUneven(reader, layout.SkippedLines, layout.Delimiter, layout.Columns) is not var (line, cells))
            return $"The file '{probe.Path}' cannot be read ({DuckDbSession.Reason(e)}); correct it, or save the table again.";
        return cells == 0 ? $"Line {line:N0} of '{probe.Path}' has a quotation mark without its partner; correct the line."
            : $"Line {line:N0} of '{probe.Path}' has {(cells == 1 ? "1 cell" : $"{cells} cells")}, but the first line has {layout.Columns}; correct the line " +
                "(a cell with a delimiter or a line break needs quotation marks).";
    }

    private static string Locate(TextProbe[] probes, CsvLayout[] layouts, long row)
    {
        for (var i = 0; i < probes.Length; i++)
        {
            using var reader = probes[i].Open();
            // The last file has the row if no other has.
            var count = i + 1 < probes.Length ? CsvText.Count(reader, layouts[i].SkippedLines) : long.MaxValue;
            if (row >= count)
            {
                row -= count;
                continue;
            }

            using var again = probes[i].Open();
            return $"line {CsvText.LineOf(again, row, layouts[i].SkippedLines):N0} of '{probes[i].Path}'";
        }

        return $"row {row + 1:N0}";
    }
}
