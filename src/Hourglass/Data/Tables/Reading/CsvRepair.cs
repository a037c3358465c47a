using System.Text;

namespace Hourglass.Data;

/// <summary>
/// Copies a text file and leaves the cells of every row empty that cannot be divided into the columns, so that the rest can be read. Rows keep their lines.
/// </summary>
internal static class CsvRepair
{
    // Each takes another pass over the file.
    private const int MostOpenMarks = 20;

    /// <summary>The rows that were emptied; null if the file is not divided into rows at all.</summary>
    public static List<CsvSpan>? Copy(TextProbe probe, CsvLayout layout, string path)
    {
        var broken = new HashSet<long>();
        while (broken.Count <= MostOpenMarks)
        {
            var emptied = new List<CsvSpan>();
            if (Copy(probe, layout, path, broken, emptied) is not { } open) return emptied;
            // The mark swallows the rows below it: its row ends with its line instead.
            broken.Add(open.FirstLine);
        }

        return null;
    }

    /// <summary>Makes the copy; stops at a row whose quotation mark stays open, and returns it.</summary>
    private static CsvSpan? Copy(TextProbe probe, CsvLayout layout, string path, HashSet<long> broken, List<CsvSpan> emptied)
    {
        using var reader = probe.Open();
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16) { NewLine = "\n" };
        var raw = new StringBuilder();
        var scan = new CsvScan(reader, layout.Delimiter) { Raw = raw, BrokenLines = broken };
        var empty = layout.Columns == 1 ? "\"\"" : new string(layout.Delimiter, layout.Columns - 1);
        var line = 1L;
        foreach (var record in scan.Records())
        {
            for (; line < record.FirstLine; line++) writer.WriteLine();
            line += record.Lines;
            if (record.FirstLine <= layout.SkippedLines || (record.Fits(layout.Columns) && !broken.Contains(record.FirstLine)))
            {
                writer.Write(raw);
                writer.WriteLine();
                continue;
            }

            if (record.IsOpen) return record;
            emptied.Add(record);
            writer.Write(empty);
            for (var i = 0; i < record.Lines; i++) writer.WriteLine();
        }

        return null;
    }
}
