namespace Hourglass.Data;

/// <summary>Makes a relation of a query whose columns have types.</summary>
internal static class TypedSource
{
    /// <summary>Creates the view or table <c>source</c> with columns c0, c1, ...</summary>
    /// <param name="session">The database.</param>
    /// <param name="name">The source, for messages.</param>
    /// <param name="query">The query.</param>
    /// <param name="isView">Whether reading it again is cheap; otherwise its result is kept.</param>
    public static TableRelation Create(DuckDbSession session, string name, string query, bool isView)
    {
        var described = session.Describe(query);
        var (names, doubts) = ColumnNames.Unique([.. described.Select(column => column.Name)]);
        var aliases = string.Join(", ", described.Select((_, i) => $"a{i}"));
        var selected = string.Join(", ", described.Select((column, i) => $"{Expression($"a{i}", column.Type)} AS c{i}"));
        session.Execute($"CREATE TEMP {(isView ? "VIEW" : "TABLE")} source AS SELECT {selected} FROM ({query}\n) AS t({aliases})");
        return new TableRelation(session, name, [.. names.Select((one, i) => (one, Shown(described[i].Type)))]) { Doubts = doubts };
    }

    /// <summary>Types that have a meaning here, others as text.</summary>
    private static string Expression(string column, string type) => Shown(type) == TableRelation.TextType && type != TableRelation.TextType
        ? $"CAST({column} AS VARCHAR)" : type.EndsWith("WITH TIME ZONE", StringComparison.Ordinal) && type.StartsWith("TIMESTAMP", StringComparison.Ordinal)
        ? $"make_timestamp(epoch_us({column}))" : column;

    private static string Shown(string type) => type switch
    {
        "BOOLEAN" or "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "HUGEINT" or "UHUGEINT"
            or "FLOAT" or "DOUBLE" or "DATE" or "TIME" or "INTERVAL" => type,
        _ when type.StartsWith("DECIMAL", StringComparison.Ordinal) => type,
        _ when type.StartsWith("TIMESTAMP", StringComparison.Ordinal) => "TIMESTAMP",
        _ => TableRelation.TextType,
    };
}
