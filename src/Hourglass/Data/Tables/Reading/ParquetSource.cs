using DuckDB.NET.Data;

namespace Hourglass.Data;

/// <summary>Reads Parquet files; DuckDB reads only the columns that are needed.</summary>
internal static class ParquetSource
{
    public static TableRelation Open(DuckDbSession session, string name, string[] paths)
    {
        foreach (var path in paths) InputFile.Read(path, stream => RequireWhole(path, stream));
        session.Restrict(paths.Select(Path.GetFullPath));
        var files = string.Join(", ", paths.Select(path => DuckDbSession.Text(DuckDbSession.Literal(Path.GetFullPath(path)))));
        try
        {
            return TypedSource.Create(session, name, $"SELECT * FROM read_parquet([{files}], hive_partitioning = false)", isView: true);
        }
        catch (DuckDBException e)
        {
            throw new HourglassException($"'{What(name)}' cannot be read as Parquet ({Got(DuckDbSession.Reason(e))}); {Allowed("download or copy it again")}.", e);
        }
    }

    private static bool RequireWhole(string path, FileStream stream)
    {
        if (stream.Length == 0) throw new HourglassException($"The file '{What(path)}' is {Got("empty")}; a table needs {Allowed("at least one row")}.");
        Span<byte> mark = stackalloc byte[4];
        stream.ReadExactly(mark[..(int)Math.Min(4, stream.Length)]);
        if (!mark.SequenceEqual("PAR1"u8))
            throw new HourglassException($"The file '{What(path)}' {Got("does not begin like a Parquet file")}; give its name {Allowed("the ending of its format")}.");
        stream.Seek(-4, SeekOrigin.End);
        stream.ReadExactly(mark);
        return mark.SequenceEqual("PAR1"u8) ? true
            : throw new HourglassException($"The Parquet file '{What(path)}' is {Got("cut off")}: its end is missing; {Allowed("download or copy it again")}.");
    }
}
