using DuckDB.NET.Data;

namespace Hourglass.Data;

/// <summary>Reads objects in JSON, in an array or one per line; types are those of all rows, and texts stay texts.</summary>
internal static class JsonSource
{
    public static TableRelation Open(DuckDbSession session, string name, string[] paths)
    {
        var copies = new CleanCopies();
        try
        {
            string[] readable = [.. paths.Select(path => copies.Of(Whole(TextProbe.Of(path))))];
            session.Restrict(readable.Select(Path.GetFullPath));
            var files = string.Join(", ", readable.Select(path => DuckDbSession.Text(DuckDbSession.Literal(Path.GetFullPath(path)))));
            // A format that no date has keeps dates as they are written.
            var query = $"SELECT * FROM read_json([{files}], sample_size = -1, union_by_name = true, dateformat = '@', timestampformat = '@', " +
                "hive_partitioning = false)";
            return TypedSource.Create(session, name, query, isView: false) with { Copies = copies };
        }
        catch (DuckDBException e)
        {
            copies.Dispose();
            throw new HourglassException($"'{name}' cannot be read as JSON ({DuckDbSession.Reason(e)}); it must be an array of objects, or one object per " +
                "line.", e);
        }
        catch
        {
            copies.Dispose();
            throw;
        }
    }

    /// <summary>Refuses an array without its end, of which DuckDB would read the beginning.</summary>
    private static TextProbe Whole(TextProbe probe) => probe.Sample.AsSpan().TrimStart().StartsWith("[") && probe.LastLetter != ']'
        ? throw new HourglassException($"The array in '{What(probe.Path)}' {Got("has no end")}; {Allowed("download or copy the file again")}.")
        : probe;
}
