using System.Globalization;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;

namespace Hourglass.Data;

/// <summary>
/// Rows of numbers in .csv and .parquet, read and written by DuckDB. Its library is loaded on first use of this
/// class, so that it is not needed for .npy.
/// </summary>
internal static partial class DuckDbTable
{
    /// <summary>Reads the codes' columns of a file of <paramref name="length"/> bytes; without values if it has no rows.</summary>
    /// <exception cref="InvalidDataException">DuckDB cannot parse the file.</exception>
    /// <exception cref="HourglassException">The file has no columns of codes, or a cell is not a number.</exception>
    public static (ReadOnlyMemory<float> Values, int Columns) Read(string path, TableFormat format, long length)
    {
        if (format == TableFormat.Csv && length == 0) return default;
        try
        {
            using var session = new DuckDbSession();
            var source = format == TableFormat.Csv ? CsvSource(session, path) : ParquetSource(session, path);
            return (ReadCells(session, source, path), source.Columns.Length);
        }
        catch (DuckDBException e)
        {
            throw new InvalidDataException(DuckDbSession.Reason(e), e);
        }
    }

    private static Source CsvSource(DuckDbSession session, string path)
    {
        // Text only; nothing but the number of columns is inferred, because inference depends on the first rows.
        var table = $"read_csv({DuckDbSession.Text(DuckDbSession.Literal(path))}, header=false, all_varchar=true, delim=',', " +
            "quote='\"', escape='\"', comment='', skip=0)";
        using var command = session.Command($"SELECT *, TRY_CAST(COLUMNS(*) AS FLOAT) FROM {table} LIMIT 1");
        using var reader = command.ExecuteReader();
        int[] all = [.. Enumerable.Range(0, reader.FieldCount / 2)];
        string[] columns = [.. all.Select(reader.GetName)];
        if (!reader.Read() || all.All(i => !reader.IsDBNull(all.Length + i))) return new Source(table, columns, FirstRow: 0);
        string[] names = [.. all.Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))];
        return new Source(table, [.. CodeColumns(names, path).Select(i => columns[i])], FirstRow: 1);
    }

    private static Source ParquetSource(DuckDbSession session, string path)
    {
        var table = $"read_parquet({DuckDbSession.Text(DuckDbSession.Literal(path))})";
        using var command = session.Command($"SELECT * FROM {table} LIMIT 0");
        using var reader = command.ExecuteReader();
        string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        return new Source(table, [.. CodeColumns(columns, path).Select(i => columns[i])], FirstRow: 0);
    }

    /// <summary>Positions of z1, z2, ... among the names.</summary>
    private static int[] CodeColumns(string[] names, string path)
    {
        (int Number, int Index)[] found = [.. names
            .Select((name, index) => (Match: CodeName().Match(name), Index: index))
            .Where(column => column.Match.Success)
            .Select(column => (int.Parse(column.Match.Groups["number"].Value, CultureInfo.InvariantCulture), column.Index))
            .Order()];
        if (found.Length == 0)
            throw new HourglassException($"The file '{What(path)}' has the columns {Got(Shown(names))}; codes are expected in columns named z1, z2, ...: " +
                $"{Allowed("rename them, or remove the header of a .csv")}.");
        for (var i = 0; i < found.Length; i++)
            if (found[i].Number != i + 1)
                throw new HourglassException($"The file '{What(path)}' has {Got(found.Length)} columns of codes, but not each of z1 to z{found.Length} " +
                    $"once; {Allowed("number them without gaps from z1")}.");
        return [.. found.Select(column => column.Index)];
    }

    private static float[] ReadCells(DuckDbSession session, Source source, string path)
    {
        var selected = string.Join(", ", source.Columns.Select(name => $"TRY_CAST({DuckDbSession.Name(name)} AS FLOAT)"));
        using var command = session.Command($"SELECT {selected} FROM {source.Table} OFFSET {source.FirstRow}");
        command.UseStreamingMode = true;
        using var reader = command.ExecuteReader();
        var values = new List<float>();
        for (var row = 0; reader.Read(); row++)
        {
            for (var column = 0; column < source.Columns.Length; column++)
            {
                if (reader.IsDBNull(column)) throw NotANumber(source, row, column, path);
                values.Add(reader.GetFloat(column));
            }
        }
        return [.. values];
    }

    /// <summary>Looks up the text of a cell that could not be read as a number.</summary>
    private static HourglassException NotANumber(Source source, int row, int column, string path)
    {
        using var session = new DuckDbSession();
        using var command = session.Command(
            $"SELECT CAST({DuckDbSession.Name(source.Columns[column])} AS VARCHAR) FROM {source.Table} LIMIT 1 OFFSET {source.FirstRow + row}");
        var cell = command.ExecuteScalar() is string text ? $"'{text}'" : "an empty cell";
        return new HourglassException($"'{What(path)}' has {Got(cell)} at row {row}, column {column} of the codes (counted from 0) where a number is " +
            $"needed; {Allowed("correct or remove it")}.");
    }

    private static string Shown(string[] names) => string.Join(", ", names.Take(6).Select(name => $"'{name}'")) + (names.Length > 6 ? ", ..." : "");

    [GeneratedRegex(@"^\s*z(?<number>[1-9][0-9]{0,8})\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeName();

    /// <summary>What to select: columns of codes by DuckDB's names, from row <paramref name="FirstRow"/> on.</summary>
    private sealed record Source(string Table, string[] Columns, int FirstRow);
}
