using DuckDB.NET.Data;

namespace Hourglass.Data;

/// <summary>Reads objects in JSON, in an array or one per line; types are those of all rows, and texts stay texts.</summary>
internal static class JsonSource
{
    /// <param name="session">The database.</param>
    /// <param name="name">The source, for messages.</param>
    /// <param name="paths">The files.</param>
    /// <param name="expected">Columns that they probably have; null if nothing is known.</param>
    /// <exception cref="HourglassException">A file is missing or damaged.</exception>
    public static TableRelation Open(DuckDbSession session, string name, string[] paths, ExpectedColumns? expected)
    {
        var copies = new CleanCopies();
        try
        {
            TextProbe[] probes = [.. paths.Select(path => Whole(TextProbe.Of(path)))];
            string[] readable = [.. probes.Select(copies.Of)];
            session.Restrict(readable.Select(Path.GetFullPath));
            try
            {
                return TypedSource.Create(session, name, Query(readable), isView: false) with { Copies = copies };
            }
            catch (DuckDBException e)
            {
                return Repaired(session, name, probes, readable, expected, e) with { Copies = copies };
            }
        }
        catch
        {
            copies.Dispose();
            throw;
        }
    }

    // A format that no date has keeps dates as they are written.
    private static string Query(string[] readable, string more = "") =>
        $"SELECT * FROM read_json([{string.Join(", ", readable.Select(path => DuckDbSession.Text(DuckDbSession.Literal(Path.GetFullPath(path)))))}], " +
        $"sample_size = -1, union_by_name = true, dateformat = '@', timestampformat = '@', hive_partitioning = false{more})";

    /// <summary>Reads lines that are no object as rows of missing cells.</summary>
    private static TableRelation Repaired(DuckDbSession session, string name, TextProbe[] probes, string[] readable, ExpectedColumns? expected,
        DuckDBException error)
    {
        var first = probes.Where(JsonLines.Are).Select(probe => (probe.Path, Line: JsonLines.Damaged(probe).FirstOrDefault()))
            .FirstOrDefault(one => one.Line > 0);
        if (first.Path is null)
            throw new HourglassException($"'{What(name)}' cannot be read as JSON ({Got(DuckDbSession.Reason(error))}); it must be " +
                $"{Allowed("an array of objects, or one object per line")}.", error);
        if (expected is not { IsStrict: false } || !Array.TrueForAll(probes, JsonLines.Are))
            throw new HourglassException($"{What($"Line {first.Line:N0} of '{first.Path}'")} is {Got("no object")} and cannot be read as JSON; it must be " +
                $"{Allowed("an array of objects, or one object per line")}.", error);
        var relation = TypedSource.Create(session, name, Query(readable, ", format = 'newline_delimited', ignore_errors = true"), isView: false);
        var count = probes.Sum(probe => JsonLines.Damaged(probe).LongCount());
        return relation with
        {
            Damage = [$"{What($"Line {first.Line:N0} of '{first.Path}'")} is {Got("no object in JSON")}; the cells of this row " +
                $"{(count == 1 ? "are" : count == 2 ? "and of another such row are" : $"and of {count - 1:N0} other such rows are")} read as missing."],
        };
    }

    /// <summary>Refuses an array without its end, of which DuckDB would read the beginning.</summary>
    private static TextProbe Whole(TextProbe probe) => !JsonLines.Are(probe) && probe.LastLetter != ']'
        ? throw new HourglassException($"The array in '{What(probe.Path)}' {Got("has no end")}; {Allowed("download or copy the file again")}.")
        : probe;
}
