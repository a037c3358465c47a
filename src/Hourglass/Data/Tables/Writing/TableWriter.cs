using System.Buffers;
using System.Text;
using DuckDB.NET.Data;
using Hourglass.Files;

namespace Hourglass.Data;

/// <summary>Writes tables as text or as Parquet.</summary>
internal static class TableWriter
{
    private const int Block = 4096;

    public static void Write(Table table, string path)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".csv":
                AtomicFile.Write(path, stream => WriteText(table, stream, table.Schema.Delimiter == "\t" ? ',' : table.Schema.Delimiter[0]));
                break;
            case ".tsv":
                AtomicFile.Write(path, stream => WriteText(table, stream, '\t'));
                break;
            case ".parquet":
                AtomicFile.WriteNamed(path, temporary => WriteParquet(table, temporary));
                break;
            case var other:
                throw new UsageException($"The {What("name")} '{path}' ends with '{Got(other)}'; " +
                    $"tables are written to {Allowed(".csv, .tsv and .parquet")} files: end the name with one of these.");
        }
    }

    private static void WriteText(Table table, Stream stream, char delimiter)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var special = SearchValues.Create([delimiter, '"', '\n', '\r']);
        var columns = table.Schema.Columns;
        writer.WriteLine(string.Join(delimiter, columns.Select(column => Quoted(column.Name, special))));
        ForEachBlock(table, (start, count, values) =>
        {
            for (var row = 0; row < count; row++)
            {
                for (var i = 0; i < columns.Count; i++)
                {
                    if (i > 0) writer.Write(delimiter);
                    var text = columns[i].IsUsed ? CellText.Of(columns[i], values[i][row]) : table.Text(start + row, i);
                    // An empty cell alone would make a blank line, which is no row.
                    writer.Write(text.Length == 0 && columns.Count == 1 ? "\"\"" : Quoted(text, special));
                }

                writer.WriteLine();
            }
        });
    }

    private static string Quoted(string text, SearchValues<char> special) => text.AsSpan().ContainsAny(special)
        || (text.Length > 0 && (text[0] == ' ' || text[^1] == ' '))
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static void WriteParquet(Table table, string path)
    {
        try
        {
            using var session = new DuckDbSession();
            var columns = table.Schema.Columns;
            session.Execute($"CREATE TEMP TABLE written ({string.Join(", ", columns.Select((column, i) => $"c{i} {Appended(column)}"))})");
            using (var appender = session.Connection.CreateAppender("temp", "main", "written"))
            {
                ForEachBlock(table, (start, count, values) =>
                {
                    for (var row = 0; row < count; row++)
                    {
                        var target = appender.CreateRow();
                        for (var i = 0; i < columns.Count; i++) Append(target, columns[i], columns[i].IsUsed ? values[i][row] : double.NaN, columns[i].IsUsed
                            ? null : table.Text(start + row, i));
                        target.EndRow();
                    }
                });
            }

            var types = Fitting(session, [.. columns.Select(Stored)], [.. columns.Select(Appended)]);
            var selected = string.Join(", ", columns.Select((column, i) =>
                $"{(types[i] == "TIME" ? $"TIME '00:00:00' + c{i}" : $"CAST(c{i} AS {types[i]})")} AS {DuckDbSession.Name(column.Name)}"));
            session.Execute($"COPY (SELECT {selected} FROM written) TO {DuckDbSession.Text(path)} (FORMAT parquet)");
        }
        catch (DuckDBException e)
        {
            throw new IOException(DuckDbSession.Reason(e), e);
        }
    }

    /// <summary>The type in which cells are handed to DuckDB.</summary>
    private static string Appended(ColumnSchema column) => column.Kind switch
    {
        _ when !column.IsUsed => TableRelation.TextType,
        ColumnKind.Number => "DOUBLE",
        ColumnKind.Integer => "BIGINT",
        ColumnKind.Boolean when IsTruth(column) => "BOOLEAN",
        ColumnKind.Date => "DATE",
        ColumnKind.DateTime => "TIMESTAMP",
        ColumnKind.Duration => "INTERVAL",
        _ => TableRelation.TextType,
    };

    /// <summary>The type in the file: that of the source if it has types.</summary>
    private static string Stored(ColumnSchema column) => column.StoredAs.Length > 0 ? column.StoredAs : Appended(column);

    /// <summary>The types of the file, wider where cells do not fit: rows of another source can lie outside the range of a small type.</summary>
    private static string[] Fitting(DuckDbSession session, string[] types, string[] appended)
    {
        int[] narrow = [.. Enumerable.Range(0, types.Length).Where(i => types[i] != appended[i] && types[i] != "TIME")];
        if (narrow.Length == 0) return types;
        var fits = session.Rows($"SELECT {string.Join(", ", narrow.Select(i => $"count(c{i}) = count(TRY_CAST(c{i} AS {types[i]}))"))} FROM written")[0];
        for (var i = 0; i < narrow.Length; i++)
            if (fits[i] is not true) types[narrow[i]] = appended[narrow[i]];
        return types;
    }

    private static bool IsTruth(ColumnSchema column) => column.StoredAs is "BOOLEAN" || column.Levels is ["false" or "False" or "FALSE",
        "true" or "True" or "TRUE"];

    private static void Append(IDuckDBAppenderRow row, ColumnSchema column, double value, string? text)
    {
        if (text is not null)
        {
            if (text.Length == 0) row.AppendNullValue();
            else row.AppendValue(text);
        }
        else if (double.IsNaN(value)) row.AppendNullValue();
        else
        {
            switch (Appended(column))
            {
                case "DOUBLE": row.AppendValue(column.Decimals is { } digits && column.StoredAs is not "FLOAT" ? Math.Round(value, digits) : value); break;
                case "BIGINT": row.AppendValue((long)Math.Round(value)); break;
                case "BOOLEAN": row.AppendValue(value != 0); break;
                case "DATE" when CellText.Day(value) is { } day: row.AppendValue(day); break;
                case "TIMESTAMP" when CellText.Moment(value) is { } moment: row.AppendValue(moment); break;
                case "INTERVAL": row.AppendValue(TimeSpan.FromMicroseconds((long)Math.Round(value))); break;
                case TableRelation.TextType: row.AppendValue(CellText.Of(column, value)); break;
                default: row.AppendNullValue(); break;
            }
        }
    }

    /// <summary>Reads all used columns block by block.</summary>
    private static void ForEachBlock(Table table, Action<int, int, double[][]> write)
    {
        double[][] values = [.. table.Schema.Columns.Select(column => column.IsUsed ? new double[Math.Min(Block, table.Count)] : [])];
        for (var start = 0; start < table.Count; start += Block)
        {
            var count = Math.Min(Block, table.Count - start);
            for (var i = 0; i < values.Length; i++)
                if (values[i].Length > 0) table.ReadColumn(i, start, values[i].AsSpan(0, count));
            write(start, count, values);
        }
    }
}
