using System.Text.Json.Nodes;
using DuckDB.NET.Data;

namespace Hourglass.Data;

/// <summary>
/// Reads the result of a query over files. DuckDB's parser decides what the text is: anything but a single SELECT is refused before it runs, and only
/// the files that it names can be read.
/// </summary>
internal static class SqlSource
{
    private const string Example = "sql:SELECT * FROM 'people.parquet'";

    public static TableRelation Open(DuckDbSession session, string sql)
    {
        if (sql.Trim().Length == 0) throw new UsageException($"The {What("query")} is empty; give {Allowed("one")}, such as \"{Example}\".");
        var files = FilesOf(Parse(session, sql)).Distinct(StringComparer.Ordinal).ToArray();
        if (Array.Find(files, file => file.Contains("://", StringComparison.Ordinal)) is { } address)
            throw new UsageException($"The {What("query")} reads '{Got(address)}'; only files on this machine can be read.");
        if (Array.Find(files, file => TableFiles.FormatOf(file) == TableStorage.Sqlite) is { } sqlite)
            throw new UsageException($"The {What("query")} reads the SQLite file '{Got(sqlite)}', which SQL cannot; give the file itself as data, as " +
                $"'{sqlite}:TABLE'.");
        string[] allowed = [.. files.SelectMany(file => session.Rows($"SELECT file FROM glob({DuckDbSession.Text(file)})").Select(row => (string)row[0]!))
            .Concat(files)];
        session.Restrict(allowed.SelectMany(file => (string[])[file, Path.GetFullPath(file)]).Distinct(StringComparer.Ordinal));
        try
        {
            return TypedSource.Create(session, "the query", sql.Trim().TrimEnd(';'), isView: false);
        }
        catch (DuckDBException e)
        {
            throw new HourglassException($"The query fails: {Wording.Capitalized(DuckDbSession.Reason(e))}.", e);
        }
    }

    /// <summary>The query as the parser sees it.</summary>
    /// <exception cref="UsageException">It is not a single SELECT.</exception>
    private static JsonNode Parse(DuckDbSession session, string sql)
    {
        var parsed = JsonNode.Parse((string)session.Rows($"SELECT json_serialize_sql({DuckDbSession.Text(sql)})")[0][0]!)!;
        if (parsed["error"]!.GetValue<bool>())
        {
            var message = parsed["error_message"]?.GetValue<string>() ?? "";
            if (parsed["error_type"]?.GetValue<string>() != "parser")
                throw new UsageException($"The {What("query")} must be {Allowed("a single SELECT")}, and the text is another statement or several; " +
                    $"give one, such as \"{Example}\".");
            var place = parsed["position"] is JsonValue position && position.TryGetValue<string>(out var text) && int.TryParse(text, out var at)
                ? $" (character {at + 1})" : "";
            throw new UsageException($"The {What("query")} cannot be parsed{place}: {Got(message)}.");
        }

        var statements = parsed["statements"]!.AsArray();
        return statements.Count == 1 ? statements[0]!
            : throw new UsageException($"The {What("query")} has {Got(statements.Count)} statements; give a single SELECT, such as \"{Example}\".");
    }

    /// <summary>Names of tables, and texts given to table functions: whatever of them is a file may be read.</summary>
    private static IEnumerable<string> FilesOf(JsonNode? node, bool isArgument = false)
    {
        if (node is JsonArray items)
        {
            foreach (var found in items.SelectMany(item => FilesOf(item, isArgument))) yield return found;
        }

        if (node is not JsonObject members) yield break;
        var type = members["type"] is JsonValue value && value.TryGetValue<string>(out var kind) ? kind : "";
        if (type == "BASE_TABLE" && members["table_name"]?.GetValue<string>() is { } table && (table.Contains('.') || table.Contains('/'))) yield return table;
        if (type == "VALUE_CONSTANT" && isArgument && members["value"]?["value"] is JsonValue constant && constant.TryGetValue<string>(out var path)
            && path.Contains('.'))
            yield return path;
        foreach (var (_, member) in members)
            foreach (var found in FilesOf(member, isArgument || type == "TABLE_FUNCTION")) yield return found;
    }
}
