using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;

namespace Hourglass.Data;

/// <summary>
/// Reads the result of a query over files. DuckDB's parser decides what the text is: anything but a single SELECT is refused before it runs, and only
/// the files that it names can be read.
/// </summary>
internal static partial class SqlSource
{
    private const string Example = "sql:SELECT * FROM 'people.parquet'";

    public static TableRelation Open(DuckDbSession session, string sql)
    {
        if (sql.Trim().Length == 0) throw new UsageException($"The {What("query")} is empty; give {Allowed("one")}, such as \"{Example}\".");
        var files = FilesOf(Parse(session, sql)).Select(file => file.Name).Distinct(StringComparer.Ordinal).ToArray();
        if (Array.Find(files, file => file.Contains("://", StringComparison.Ordinal)) is { } address)
            throw new UsageException($"The {What("query")} reads '{Got(address)}'; only files on this machine can be read.");
        if (Array.Find(files, file => TableFiles.FormatOf(file) == TableStorage.Sqlite) is { } sqlite)
            throw new UsageException($"The {What("query")} reads the SQLite file '{Got(sqlite)}', which SQL cannot; give the file itself as data, as " +
                $"'{sqlite}:TABLE'.");
        foreach (var file in files) RequireFile(file);
        var hasEncoding = sql.Contains("encoding", StringComparison.OrdinalIgnoreCase);
        if (!hasEncoding && Array.Find(files, HasZeros) is { } zeros && NotUtf8(zeros, null) is { } encoded) throw encoded;
        string[] allowed = [.. files.SelectMany(file => session.Rows($"SELECT file FROM glob({DuckDbSession.Text(file)})").Select(row => (string)row[0]!))
            .Concat(files)];
        session.Restrict(allowed.SelectMany(file => (string[])[file, Path.GetFullPath(file)]).Distinct(StringComparer.Ordinal));
        try
        {
            return TypedSource.Create(session, "the query", sql.Trim().TrimEnd(';'), isView: false);
        }
        catch (DuckDBException e)
        {
            throw Failure(e, files);
        }
    }

    /// <summary>The files of a query; null if its result may differ from one run to the next.</summary>
    /// <exception cref="UsageException">It is not a single SELECT.</exception>
    public static string[]? StableFiles(string sql)
    {
        if (sql.Trim().Length == 0 || Varying().IsMatch(sql)) return null;
        using var session = new DuckDbSession();
        return [.. FilesOf(Parse(session, sql)).SelectMany(file => Existing(file.Name, file.IsTable)).Distinct(StringComparer.Ordinal)];

        // A text such as dateformat = '%d.%m.%Y' is no file; a table must be one.
        IEnumerable<string> Existing(string name, bool isTable) => name.AsSpan().IndexOfAny('*', '?', '[') >= 0
            ? session.Rows($"SELECT file FROM glob({DuckDbSession.Text(name)})").Select(row => (string)row[0]!)
            : isTable || File.Exists(name) ? [name] : [];
    }

    /// <summary>Refuses names of files that do not exist, and those without quotation marks, which are a schema and a table in SQL.</summary>
    private static void RequireFile(string file)
    {
        if (TableFiles.FormatOf(file) is null || file.AsSpan().IndexOfAny('*', '?', '[') >= 0 || File.Exists(file)) return;
        throw new HourglassException($"The query reads the {What("file")} '{Got(file)}', which does not exist; {UnreadableName.Hint(file)}" +
            $"{Allowed("check the path")}.");
    }

    /// <summary>The refusal of a text file in another encoding; null for other files.</summary>
    private static HourglassException? NotUtf8(string file, Exception? error)
    {
        if (TableFiles.FormatOf(file) != TableStorage.Text || !File.Exists(file)) return null;
        var found = TextProbe.Of(file).Encoding;
        if (found is UTF8Encoding) return null;
        var encoding = found is UnicodeEncoding ? "utf-16" : "latin-1";
        return new HourglassException($"The query reads the {What("file")} '{file}', which {Got("is not in UTF-8")}; save it as UTF-8, or write " +
            $"{Allowed($"read_csv('{file}', encoding = '{encoding}')")}.", error);
    }

    /// <summary>Whether a file has zero bytes at its beginning, as texts in UTF-16 have, which DuckDB reads letter by letter.</summary>
    private static bool HasZeros(string file) => TableFiles.FormatOf(file) == TableStorage.Text && File.Exists(file) && InputFile.Read(file, stream =>
    {
        Span<byte> head = stackalloc byte[4096];
        return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)].Contains((byte)0)
            && !file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
    });

    /// <summary>Why a query failed, in a sentence about the data where the parser's reason is about SQL.</summary>
    private static HourglassException Failure(DuckDBException error, string[] files)
    {
        if (files.Select(file => NotUtf8(file, error)).FirstOrDefault(found => found is not null) is { } encoded) return encoded;
        return MissingTable().Match(error.Message) is { Success: true } missing
            ? new HourglassException($"The query reads the {What("table")} '{Got(missing.Groups["name"].Value)}', which does not exist; name files in " +
                $"{Allowed("single quotation marks")}, as in \"{Example}\".", error)
            : new HourglassException($"The {What("query")} fails: {Got(Wording.Capitalized(DuckDbSession.Reason(error)))}; {Allowed("correct it")}.", error);
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
    private static IEnumerable<(string Name, bool IsTable)> FilesOf(JsonNode? node, bool isArgument = false)
    {
        if (node is JsonArray items)
        {
            foreach (var found in items.SelectMany(item => FilesOf(item, isArgument))) yield return found;
        }

        if (node is not JsonObject members) yield break;
        var type = members["type"] is JsonValue value && value.TryGetValue<string>(out var kind) ? kind : "";
        if (type == "BASE_TABLE" && members["table_name"]?.GetValue<string>() is { } table)
        {
            // people.csv without quotation marks is the table csv of the schema people.
            var schema = members["schema_name"]?.GetValue<string>() is { Length: > 0 } given ? $"{given}.{table}" : table;
            if (schema != table && TableFiles.FormatOf(schema) is not null)
                throw new UsageException($"The {What("query")} reads {Got(schema)}, and names of files need quotation marks; write {Allowed($"'{schema}'")}.");
            if (table.Contains('.') || table.Contains('/')) yield return (table, true);
        }

        if (type == "VALUE_CONSTANT" && isArgument && members["value"]?["value"] is JsonValue constant && constant.TryGetValue<string>(out var path)
            && path.Contains('.'))
            yield return (path, false);
        foreach (var (_, member) in members)
            foreach (var found in FilesOf(member, isArgument || type == "TABLE_FUNCTION")) yield return found;
    }

    [GeneratedRegex(@"\b(random|setseed|uuid\w*|gen_random_uuid|now|today|transaction_timestamp|current_\w+|get_current_\w+|localtime\w*|sample|tablesample)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Varying();

    [GeneratedRegex("Table with name (?<name>.+) does not exist", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingTable();
}
