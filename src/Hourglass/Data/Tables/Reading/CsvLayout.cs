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

    private const int Looked = 200;
    private const string ExcelHint = "sep=";

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
            (hinted, skipped) = (text[ExcelHint.Length], 1);
        if (skipped == 1) text = text[(text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var at ? at + 1 : ExcelHint.Length + 2)..];
        char[] candidates = hinted != '\0' ? [hinted] : probe.Path.Contains(".tsv", StringComparison.OrdinalIgnoreCase) ? ['\t', ',', ';', '|']
            : [',', ';', '\t', '|'];
        var best = candidates
            .Select((delimiter, order) => (Delimiter: delimiter, Order: order, Records: CsvText.Records(text, delimiter, probe.IsWhole, Looked)))
            .Select(one => (one.Delimiter, one.Order, one.Records, Usual: Usual(one.Records)))
            .OrderByDescending(one => one.Records.Count == 0 ? 0 : expected?.Among(one.Records[0].Cells) ?? 0)
            .ThenByDescending(one => one.Usual.Cells > 1 && one.Records[0].Cells.Length > 1)
            .ThenByDescending(one => one.Records.Count > 0 && one.Records[0].Cells.Length == one.Usual.Cells)
            .ThenByDescending(one => one.Usual.Share)
            .ThenByDescending(one => one.Usual.Cells)
            .ThenBy(one => one.Order)
            .First();
        if (best.Records.Count == 0 || (probe.IsWhole && probe.Sample.Trim().Length == 0))
            throw new HourglassException(probe.Sample.Trim().Length == 0
                ? $"The file '{probe.Path}' has no text but blanks; a table needs a line of names and at least one row."
                : $"The first row of '{probe.Path}' has no end within {probe.Sample.Length:N0} characters; a quotation mark may be missing.");
        var first = best.Records[0];
        // R writes no name above the names of its rows.
        var isShort = first.Cells.Length > 1 && best.Records.Count > 1 && best.Records.Skip(1).All(record => record.Cells.Length == first.Cells.Length + 1);

        // A delimiter at the end of every row begins no cell.
        var hasRowNames = isShort && best.Records.Skip(1).Any(record => record.Cells[^1].Trim().Length > 0);
        if (!hasRowNames && !(expected is null ? IsHeader(best.Records) : expected.Among(first.Cells) > 0 || (!expected.AreUnnamed && IsHeader(best.Records))))
            return new CsvLayout(best.Delimiter, null, first.Cells.Length, skipped) { SkippedRecords = skipped };
        if (best.Records.Count == 1)
            throw new HourglassException($"The file '{probe.Path}' has a line of names and no rows; a table needs at least one row.");
        string[] header = hasRowNames ? ["row", .. first.Cells] : first.Cells;
        return new CsvLayout(best.Delimiter, header, header.Length, skipped + first.LastLine)
        {
            SkippedRecords = skipped + 1 + first.BlankLines,
            HasRowNames = hasRowNames,
        };
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
