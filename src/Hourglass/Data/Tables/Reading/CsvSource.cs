using DuckDB.NET.Data;

namespace Hourglass.Data;

/// <summary>Reads delimited text: what it is written in is decided here from all bytes, and DuckDB reads every cell as text.</summary>
internal static class CsvSource
{
    /// <summary>Reads files of equal columns, one after the other.</summary>
    /// <param name="session">The database.</param>
    /// <param name="name">The source, for messages.</param>
    /// <param name="paths">The files.</param>
    /// <param name="expected">Columns that they probably have; null if nothing is known.</param>
    /// <exception cref="HourglassException">A file is missing, damaged, empty, or has other columns than the first.</exception>
    public static TableRelation Open(DuckDbSession session, string name, string[] paths, ExpectedColumns? expected)
    {
        TextProbe[] probes = [.. paths.Select(TextProbe.Of)];
        CsvLayout[] layouts = [.. probes.Select(probe => CsvLayout.Of(probe, expected))];
        var first = layouts[0];
        for (var i = 1; i < layouts.Length; i++) RequireSame(paths, layouts, i);
        var header = first.Header ?? [.. Enumerable.Range(0, first.Columns).Select(ColumnNames.Unnamed)];
        var (names, doubts) = ColumnNames.Unique(header);
        if (first.Header is null)
            doubts.Add($"'{paths[0]}' has no line of names; the columns are called column1, column2, ... Add a first line with their names.");
        if (first.HasRowNames)
            doubts.Add("The line of names is one name short, as R writes it; the first column is called 'row'.");
        for (var i = 0; i < paths.Length; i++)
            if (layouts[i].CommentLines is > 0 and var comments)
                doubts.Add($"The first {(comments == 1 ? "line" : $"{comments:N0} lines")} of '{paths[i]}' {(comments == 1 ? "is a comment" : "are comments")} " +
                    "(#) and not read.");
        foreach (var probe in probes.Where(probe => probe.Encoding.CodePage == 1252))
            doubts.Add($"'{probe.Path}' is not in UTF-8; it was read as Windows-1252 (Latin-1). If letters look wrong, save it as UTF-8.");
        var copies = new CleanCopies();
        try
        {
            string[] readable = [.. probes.Select(copies.Of)];
            // Only rows that DuckDB refuses are looked at, which takes a copy.
            string[] spares = expected is { IsStrict: false } ? [.. probes.Select(_ => copies.Reserve())] : [];
            session.Restrict([.. readable.Select(Path.GetFullPath), .. spares]);
            var columns = string.Join(", ", names.Select((_, i) => $"'c{i}': 'VARCHAR'"));
            session.Execute($"CREATE TEMP TABLE source ({string.Join(", ", names.Select((_, i) => $"c{i} VARCHAR"))})");
            var damage = new List<MessageText>();
            var ends = new long[readable.Length];
            for (var i = 0; i < readable.Length; i++)
            {
                var error = TryLoad(session, readable[i], layouts[i], columns);
                if (error is not null) Repair(i, error);
                if (TrimEnd(session, names.Length, i == 0 ? 0 : ends[i - 1]) is > 0 and var trimmed)
                    doubts.Add($"The last {(trimmed == 1 ? "row" : $"{trimmed:N0} rows")} of '{paths[i]}' {(trimmed == 1 ? "has" : "have")} no text but " +
                        $"delimiters and {(trimmed == 1 ? "is" : "are")} not read.");
                ends[i] = Count(session);
            }

            void Repair(int i, DuckDBException error)
            {
                var emptied = spares.Length > 0 ? CsvRepair.Copy(probes[i], layouts[i], spares[i]) : null;
                if (emptied is not [var worst, ..] || TryLoad(session, spares[i], layouts[i], columns) is not null)
                    throw new HourglassException(Explain(error, probes[i], layouts[i]), error);
                readable[i] = spares[i];
                damage.Add(Emptied(probes[i].Path, layouts[i], worst, emptied.Count));
            }

            return new TableRelation(session, name, [.. names.Select(one => (one, TableRelation.TextType))])
            {
                Delimiter = first.Delimiter.ToString(),
                Doubts = doubts,
                Damage = damage,
                Locate = row => Locate(readable, probes, layouts, ends, row),
                Copies = copies,
            };
        }
        catch
        {
            copies.Dispose();
            throw;
        }
    }

    /// <summary>Appends a file to the table; returns the error of DuckDB, which then has appended nothing.</summary>
    private static DuckDBException? TryLoad(DuckDbSession session, string path, CsvLayout layout, string columns)
    {
        try
        {
            session.Execute($"INSERT INTO source SELECT * FROM read_csv({DuckDbSession.Text(DuckDbSession.Literal(Path.GetFullPath(path)))}, " +
                $"auto_detect = false, header = false, skip = {layout.SkippedRecords}, columns = {{{columns}}}, " +
                $"delim = {DuckDbSession.Text(layout.Delimiter.ToString())}, quote = '\"', escape = '\"')");
            return null;
        }
        catch (DuckDBException e) when (!session.IsCancelled)
        {
            return e;
        }
    }

    private static long Count(DuckDbSession session) => ColumnFacts.Integer(session.Rows("SELECT count(*) FROM source")[0][0]);

    /// <summary>Removes rows without text from the end of a file, as spreadsheets leave them, and returns their number.</summary>
    /// <param name="session">The database.</param>
    /// <param name="columns">The number of columns; of one column, an empty cell is a row.</param>
    /// <param name="start">The number of rows of the files before.</param>
    private static long TrimEnd(DuckDbSession session, int columns, long start)
    {
        var count = Count(session);
        if (columns == 1 || count == start) return 0;
        var isGiven = string.Join(" OR ", Enumerable.Range(0, columns).Select(i => $"trim(c{i}) <> ''"));
        // Nearly always, one look at the last row is enough.
        var last = ColumnFacts.Integer(session.Rows("SELECT max(rowid) FROM source")[0][0]);
        if (session.Rows($"SELECT {isGiven} FROM source WHERE rowid = {last}")[0][0] is true) return 0;
        if (session.Rows($"SELECT max(rowid) FROM source WHERE {isGiven}")[0][0] is not long given || count - (last - given) <= start) return 0;
        session.Execute($"DELETE FROM source WHERE rowid > {given}");
        return last - given;
    }

    private static MessageText Emptied(string path, CsvLayout layout, CsvSpan row, int count) =>
        $"{What($"Line {row.FirstLine:N0} of '{path}'")} has {Got(Fault(row))}{(row.IsMisquoted ? "" : $" instead of {layout.Columns}")}; the cells of this " +
        $"row {(count == 1 ? "are" : $"and of {Others(count - 1)} are")} read as missing.";

    private static string Others(int others) => others == 1 ? "another row that is not whole" : $"{others:N0} other rows that are not whole";

    private static string Fault(CsvSpan row) =>
        row.IsMisquoted ? "a quotation mark without its partner" : row.Cells == 1 ? "1 cell" : $"{row.Cells} cells";

    private static void RequireSame(string[] paths, CsvLayout[] layouts, int i)
    {
        var (first, other) = (layouts[0], layouts[i]);
        if (first.Columns != other.Columns)
            throw new HourglassException($"'{What(paths[i])}' has {Got(other.Columns)} columns and '{paths[0]}' {first.Columns}; files read together must have " +
                $"{Allowed("the same columns")}.");
        if ((first.Header is null) != (other.Header is null))
            throw new HourglassException($"One of '{paths[0]}' and '{What(paths[i])}' has a line of names and the other {Got("has none")}; " +
                $"files read together must have {Allowed("the same columns")}.");
        for (var column = 0; column < first.Columns && first.Header is not null; column++)
            if (first.Header[column].Trim() != other.Header![column].Trim())
                throw new HourglassException($"Column {column + 1} is '{Got(other.Header[column])}' in '{What(paths[i])}' and '{first.Header[column]}' in " +
                    $"'{paths[0]}'; files read together must have {Allowed("the same columns in the same order")}.");
    }

    /// <summary>A sentence with line and cells for a message of DuckDB, which counts records as lines.</summary>
    private static MessageText Explain(DuckDBException e, TextProbe probe, CsvLayout layout)
    {
        if (e.Message.Contains("maximum line size", StringComparison.OrdinalIgnoreCase))
            return $"A row of {What($"'{probe.Path}'")} is longer than {Got($"{CsvScan.LongestRow:N0} bytes")}; a quotation mark may be missing: " +
                $"{Allowed("correct the file")}.";
        using var reader = probe.Open();
        if (CsvText.FirstUneven(reader, layout.SkippedLines, layout.Delimiter, layout.Columns) is not { } row)
            return $"The file {What($"'{probe.Path}'")} cannot be read ({Got(DuckDbSession.Reason(e))}); {Allowed("correct it, or save the table again")}.";
        if (row.IsMisquoted) return $"{What($"Line {row.FirstLine:N0} of '{probe.Path}'")} has {Got(Fault(row))}; {Allowed("correct the line")}.";
        return $"{What($"Line {row.FirstLine:N0} of '{probe.Path}'")} has {Got(Fault(row))}, but the first line has {layout.Columns}; " +
            $"{Allowed("correct the line")} (a cell with a delimiter or a line break needs quotation marks).";
    }

    /// <summary>Where a row stands: in the file that was read, which has the lines of the source.</summary>
    private static string Locate(string[] readable, TextProbe[] probes, CsvLayout[] layouts, long[] ends, long row)
    {
        var i = Array.FindIndex(ends, end => row < end);
        using var reader = readable[i] == probes[i].Path ? probes[i].Open() : new StreamReader(readable[i]);
        var line = CsvText.LineOf(reader, row - (i == 0 ? 0 : ends[i - 1]), layouts[i].SkippedLines, layouts[i].Delimiter);
        return $"line {line:N0} of '{probes[i].Path}'";
    }
}
