using System.Text;

namespace Hourglass.Data;

/// <summary>
/// Divides delimited text into records (RFC 4180) and counts their cells, for messages and repairs; DuckDB reads the cells. A quotation mark is special at
/// the beginning of a cell only.
/// </summary>
/// <param name="reader">The text.</param>
/// <param name="delimiter">The character between cells.</param>
internal sealed class CsvScan(TextReader reader, char delimiter)
{
    /// <summary>The most characters of a row that DuckDB reads.</summary>
    public const int LongestRow = 2_000_000;

    private int ahead = -2;

    /// <summary>Lines on which a record begins that ends with its line, whatever its quotation marks are.</summary>
    public IReadOnlySet<long> BrokenLines { get; init; } = new HashSet<long>();

    /// <summary>The text of the last record, with line breaks as \n and without its end; null to do without.</summary>
    public StringBuilder? Raw { get; init; }

    /// <summary>The records from the first one on that begins after a number of lines.</summary>
    public IEnumerable<CsvSpan> Records(int skippedLines = 0)
    {
        var (line, start, cells, length) = (1L, 1L, 1, 0);
        var (isStart, isQuoted, isDone, isMisquoted, endsInDelimiter) = (true, false, false, false, false);
        while (Next() is >= 0 and var next)
        {
            if (next == '\r')
            {
                if (Ahead() == '\n') continue;
                next = '\n';
            }

            length++;
            if (next == '\n')
            {
                line++;
                var isOpen = isQuoted && (length >= LongestRow);
                if (isQuoted && !isOpen && !BrokenLines.Contains(start))
                {
                    Raw?.Append('\n');
                    continue;
                }

                if (length > 1 && start > skippedLines) yield return Span();
                (start, cells, length) = (line, 1, 0);
                (isStart, isQuoted, isDone, isMisquoted, endsInDelimiter) = (true, false, false, false, false);
                Raw?.Clear();
                continue;
            }

            Raw?.Append((char)next);
            endsInDelimiter = next == delimiter && !isQuoted;
            if (isQuoted)
            {
                if (next != '"') continue;
                if (Ahead() == '"') Raw?.Append((char)Next());
                else (isQuoted, isDone) = (false, true);
            }
            else if (endsInDelimiter)
            {
                cells++;
                (isStart, isDone) = (true, false);
            }
            else if (next == '"' && isStart) (isStart, isQuoted) = (false, true);
            else if (isDone) isMisquoted |= next != ' ';
            else isStart &= next == ' ';
        }

        if (length > 0 && start > skippedLines)
        {
            line++;
            yield return Span();
        }

        CsvSpan Span() => new(start, (int)(line - start), cells)
        {
            EndsInDelimiter = endsInDelimiter,
            IsMisquoted = isMisquoted || isQuoted,
            IsOpen = isQuoted && !BrokenLines.Contains(start),
        };
    }

    private int Next()
    {
        var next = ahead == -2 ? reader.Read() : ahead;
        ahead = -2;
        return next;
    }

    private int Ahead() => ahead = ahead == -2 ? reader.Read() : ahead;
}
