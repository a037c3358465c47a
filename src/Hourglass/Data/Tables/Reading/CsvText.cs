using System.Text;

namespace Hourglass.Data;

/// <summary>Cells and lines of delimited text (RFC 4180), for the beginning of a file and for messages; DuckDB reads the rest.</summary>
internal static class CsvText
{
    /// <summary>The first records of a text that are not blank. An incomplete last one is omitted unless the text is whole.</summary>
    public static List<CsvRecord> Records(string text, char delimiter, bool isWhole, int limit)
    {
        var records = new List<CsvRecord>();
        var (cells, cell, isQuoted, line, firstLine) = (new List<string>(), new StringBuilder(), false, 1, 1);
        var (hadQuotes, blanks) = (false, 0);
        for (var i = 0; i < text.Length && records.Count < limit; i++)
        {
            var letter = text[i];
            if (letter is '\n' || (letter is '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) line++;
            if (isQuoted)
            {
                if (letter != '"') cell.Append(letter);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
                else isQuoted = false;
            }
            else if (letter == '"' && cell.ToString().Trim().Length == 0 && !hadQuotes)
            {
                cell.Clear();
                isQuoted = hadQuotes = true;
            }
            else if (letter == delimiter) EndCell();
            else if (letter is '\n' or '\r')
            {
                if (letter == '\r' && i + 1 < text.Length && text[i + 1] == '\n') continue;
                EndRecord();
            }
            else cell.Append(letter);
        }

        if (isWhole && records.Count < limit && (cells.Count > 0 || cell.Length > 0 || hadQuotes)) EndRecord();
        return records;

        void EndCell()
        {
            cells.Add(cell.ToString());
            cell.Clear();
            hadQuotes = false;
        }

        void EndRecord()
        {
            var isBlank = cells.Count == 0 && cell.Length == 0 && !hadQuotes;
            EndCell();
            if (isBlank) blanks++;
            else
            {
                records.Add(new CsvRecord([.. cells], firstLine, line - 1, blanks));
                blanks = 0;
            }

            cells.Clear();
            firstLine = line;
        }
    }

    /// <summary>The line, counted from 1, on which a record begins; records are counted from 0 and blank lines do not count.</summary>
    public static long LineOf(TextReader reader, long record, int skippedLines, char delimiter) =>
        new CsvScan(reader, delimiter).Records(skippedLines).Skip((int)Math.Min(record, int.MaxValue)).FirstOrDefault().FirstLine;

    /// <summary>The first record that cannot be divided into this number of cells; null if there is none.</summary>
    public static CsvSpan? FirstUneven(TextReader reader, int skippedLines, char delimiter, int cells)
    {
        foreach (var record in new CsvScan(reader, delimiter).Records(skippedLines))
            if (!record.Fits(cells)) return record;
        return null;
    }
}
