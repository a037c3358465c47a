using System.Globalization;

namespace Hourglass.Data;

/// <summary>How a text file is divided into cells.</summary>
/// <param name="Delimiter">The character between cells.</param>
/// <param name="Header">The cells of the line of names; null if there is none.</param>
/// <param name="Columns">The number of cells of a row.</param>
/// <param name="SkippedLines">Lines before the first row.</param>
internal sealed record CsvLayout(char Delimiter, string[]? Header, int Columns, int SkippedLines)
{
    /// <summary>Records before the first row.</summary>
    public int SkippedRecords { get; init; }

    /// <summary>Whether the first column has no name, because it holds the names of R's rows.</summary>
    public bool HasRowNames { get; init; }

    /// <summary>Lines of comments before the names.</summary>
    public int CommentLines { get; init; }

    private const int Looked = 200;
    private const string ExcelHint = "sep=";
    private const char Comment = '#';

    /// <summary>Finds the layout from the beginning of a file.</summary>
    /// <param name="probe">The file.</param>
    /// <param name="expected">Columns that it probably has; null if nothing is known.</param>
    /// <exception cref="HourglassException">There are no rows.</exception>
    public static CsvLayout Of(TextProbe probe, ExpectedColumns? expected = null)
    {
        var text = probe.Sample;
        var (skipped, hinted) = (0, '\0');
        // Excel writes its delimiter into a first line of its own.
        if (text.StartsWith(ExcelHint, StringComparison.OrdinalIgnoreCase) && text.IndexOfAny(['\r', '\n']) == ExcelHint.Length + 1)
            (hinted, skipped, text) = (text[ExcelHint.Length], 1, AfterLine(text));
        char[] candidates = hinted != '\0' ? [hinted] : probe.Path.Contains(".tsv", StringComparison.OrdinalIgnoreCase) ? ['\t', ',', ';', '|']
            : [',', ';', '\t', '|'];
        var (comments, below) = Comments(text);
        var best = Best(below, candidates, probe.IsWhole, expected);
        if (comments > 0 && IsNamesLine(text, below, best.Delimiter, best.Records))
        {
            // The names may have the sign of a comment before them.
            (comments, below) = Comments(text, comments - 1);
            best = Best(below, [best.Delimiter], probe.IsWhole, expected);
        }

        skipped += comments;
        if (best.Records.Count == 0 || (probe.IsWhole && probe.Sample.Trim().Length == 0))
            throw Rowless(probe);
        var first = best.Records[0];
        // R writes no name above the names of its rows.
        var isShort = first.Cells.Length > 1 && best.Records.Count > 1 && best.Records.Skip(1).All(record => record.Cells.Length == first.Cells.Length + 1);

        // A delimiter at the end of every row begins no cell.
        var hasRowNames = isShort && best.Records.Skip(1).Any(record => record.Cells[^1].Trim().Length > 0);
        if (!hasRowNames && !(expected is null ? IsHeader(best.Records) : expected.Among(first.Cells) > 0 || (!expected.AreUnnamed && IsHeader(best.Records))))
            return new CsvLayout(best.Delimiter, null, first.Cells.Length, skipped) { SkippedRecords = skipped, CommentLines = comments };
        if (best.Records.Count == 1)
            throw new HourglassException($"The file '{What(probe.Path)}' has {Got("a line of names and no rows")}; a table needs {Allowed("at least one row")}.");
        string[] header = hasRowNames ? ["row", .. first.Cells] : first.Cells;
        return new CsvLayout(best.Delimiter, header, header.Length, skipped + first.LastLine)
        {
            SkippedRecords = skipped + 1 + first.BlankLines,
            HasRowNames = hasRowNames,
            CommentLines = comments,
        };
    }

    private static HourglassException Rowless(TextProbe probe) => probe.Sample.Trim().Length == 0
        ? new($"The file '{What(probe.Path)}' has {Got("no text but blanks")}; a table needs {Allowed("a line of names and at least one row")}.")
        : new($"The first row of '{What(probe.Path)}' has {Got($"no end within {probe.Sample.Length:N0} characters")}; a quotation mark may be missing: " +
            $"{Allowed("correct the file")}.");

    private static (char Delimiter, List<CsvRecord> Records) Best(string text, char[] candidates, bool isWhole, ExpectedColumns? expected) => candidates
        .Select((delimiter, order) => (Delimiter: delimiter, Order: order, Records: CsvText.Records(text, delimiter, isWhole, Looked)))
        .Select(one => (one.Delimiter, one.Order, one.Records, Usual: Usual(one.Records)))
        .OrderByDescending(one => one.Records.Count == 0 ? 0 : expected?.Among(one.Records[0].Cells) ?? 0)
        .ThenByDescending(one => one.Usual.Cells > 1 && one.Records[0].Cells.Length > 1)
        .ThenByDescending(one => one.Records.Count > 0 && one.Records[0].Cells.Length == one.Usual.Cells)
        .ThenByDescending(one => one.Usual.Share)
        .ThenByDescending(one => one.Usual.Cells)
        .ThenBy(one => one.Order)
        .Select(one => (one.Delimiter, one.Records))
        .First();

    private static string AfterLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? "" : text[(end + (text.AsSpan(end).StartsWith("\r\n") ? 2 : 1))..];
    }

    /// <summary>The number of lines at the beginning that are comments or blank lines between them, and the text below them.</summary>
    private static (int Lines, string Below) Comments(string text, int most = int.MaxValue)
    {
        var (lines, below) = (0, text);
        for (var (line, rest) = (0, text); line < most && rest.Length > 0; line++)
        {
            var isComment = rest[0] == Comment;
            if (!isComment && rest[0] is not ('\r' or '\n')) break;
            rest = AfterLine(rest);
            if (isComment) (lines, below) = (line + 1, rest);
        }

        return (lines, below);
    }

    /// <summary>Whether the last comment has one cell for each column below it, which has no other names.</summary>
    private static bool IsNamesLine(string text, string below, char delimiter, List<CsvRecord> records)
    {
        var above = text[..^below.Length].TrimEnd('\r', '\n');
        var last = CsvText.Records(above[(above.LastIndexOfAny(['\r', '\n']) + 1)..], delimiter, isWhole: true, limit: 1);
        return last is [var line] && (records.Count == 0 || (line.Cells.Length == Usual(records).Cells && (line.Cells.Length > 1 || !IsHeader(records))));
    }

    /// <summary>The most frequent number of cells, and the share of the records that have it.</summary>
    private static (int Cells, double Share) Usual(List<CsvRecord> records) => records.Count == 0 ? (0, 0) : records
        .GroupBy(record => record.Cells.Length)
        .OrderByDescending(group => group.Count())
        .ThenByDescending(group => group.Key)
        .Select(group => (group.Key, (double)group.Count() / records.Count))
        .First();

    /// <summary>Whether the first record holds names: they differ in kind from the cells below them, or are at least not repeated there.</summary>
    private static bool IsHeader(List<CsvRecord> records)
    {
        var first = records[0].Cells;
        if (Array.TrueForAll(first, cell => cell.Trim().Length == 0)) return true;
        var (evidence, rows) = (0, records.Skip(1).Where(record => record.Cells.Length == first.Length).ToArray());
        for (var i = 0; i < first.Length; i++)
        {
            string[] below = [.. rows.Select(record => record.Cells[i].Trim()).Where(cell => cell.Length > 0 && !MissingMarks.IsMark(cell))];
            var isNumeric = IsValue(first[i]);
            // Years are used as names.
            var isYear = IsYear(first[i]);
            if (below.Length == 0) evidence += isNumeric && !isYear ? -1 : 0;
            else if (Array.TrueForAll(below, IsValue)) evidence += !isNumeric ? first[i].Trim().Length > 0 ? 2 : 0 : isYear
                && !Array.TrueForAll(below, IsYear) ? 0 : -1;
            else if (below.Contains(first[i].Trim(), StringComparer.Ordinal)) evidence--;
            else if (isNumeric && !isYear) evidence--;
        }

        return evidence >= 0;

        static bool IsYear(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1800 and < 2200;
    }

    /// <summary>Whether a cell is a number or a date rather than a word: digits with a few signs.</summary>
    private static bool IsValue(string cell)
    {
        var text = cell.Trim();
        if (text.Length == 0 || !text.Any(char.IsAsciiDigit)) return false;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || text.All(letter => char.IsAsciiDigit(letter)
            || "+-.,:/' %$€£T Z".Contains(letter));
    }
}
