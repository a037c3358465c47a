using System.Globalization;

namespace Hourglass.Data;

/// <summary>Aggregates over all rows, for some columns per query so that their number does not limit the table.</summary>
internal static class ColumnFacts
{
    private const int ColumnsPerQuery = 40;
    private const int MostGroups = 50_000;

    /// <summary>Counts, ranges and estimates of all columns.</summary>
    public static void Fill(TableRelation relation, IReadOnlyList<ColumnDraft> drafts)
    {
        foreach (var some in drafts.Chunk(ColumnsPerQuery))
        {
            var inner = some.Select(draft => draft.IsText ? draft.Sql : Inner(draft));
            var outer = some.SelectMany(draft => (string[])[$"count({draft.Sql})", $"approx_count_distinct({draft.Sql})", .. draft.IsText ? [] : Outer(draft)]);
            var row = relation.Session.Rows($"SELECT count(*), {string.Join(", ", outer)} FROM (SELECT 1 AS w, {string.Join(", ", inner)} FROM " +
                $"{TableRelation.Source})")[0];
            var at = 1;
            var all = new List<ColumnDraft>();
            foreach (var draft in some)
            {
                (draft.Rows, draft.Given, draft.Distinct) = (Integer(row[0]), Integer(row[at++]), Integer(row[at++]));
                if (!draft.IsText) FillTyped(draft, row[at..(at += Outer(draft).Length)]);
                // Each different text is looked at once where texts repeat.
                else if (draft.Rows > MostGroups && draft.Distinct <= Math.Min(MostGroups, draft.Rows / 8))
                    Fill(relation, [draft], $"(SELECT {draft.Sql}, count(*) AS w FROM {TableRelation.Source} GROUP BY 1)", "w");
                else all.Add(draft);
            }

            if (all.Count > 0) Fill(relation, all, TableRelation.Source, "1 AS w");
        }
    }

    private static void Fill(TableRelation relation, List<ColumnDraft> drafts, string source, string weight)
    {
        // Step by step, so that each expression is computed once: is it a mark, its number, is the number finite.
        string List(Func<ColumnDraft, string> of) => string.Join(", ", drafts.Select(of));
        var marked = $"SELECT {weight}, {List(one => $"{one.Sql}, {MissingMarks.AmongValuesSql(one.Sql)} AS m{one.Index}")} FROM {source}";
        var read = $"SELECT *, {List(one => $"CASE WHEN NOT m{one.Index} THEN {NumberReadings.Plain.Sql(one.Sql)} END AS v{one.Index}")} FROM ({marked})";
        var finite = $"SELECT *, {List(one => Finite($"v{one.Index}", one.Index))} FROM ({read})";
        var measured = $"SELECT *, {List(one => $"CASE WHEN d{one.Index} IS NOT NULL THEN {Digits(one.Sql)} END AS n{one.Index}")} FROM ({finite})";
        var row = relation.Session.Rows($"SELECT {string.Join(", ", drafts.SelectMany(Outer))} FROM ({measured})")[0];
        var at = 0;
        foreach (var draft in drafts) FillText(draft, row[at..(at += Outer(draft).Length)]);
    }

    /// <summary>The number of cells that each reading reads, and their least and greatest value.</summary>
    public static List<(long Count, double? Least, double? Most)> Of(TableRelation relation, IReadOnlyList<(ColumnDraft Column, CellReading Reading)> readings)
    {
        if (readings.Count == 0) return [];
        // No mark is a time, and DuckDB computes nothing once that occurs twice in a CASE.
        var inner = string.Join(", ", readings.Select((one, i) => one.Reading.Kind != ColumnKind.Number ? $"{one.Reading.Sql(one.Column.Sql)} AS v{i}"
            : $"CASE WHEN NOT {MissingMarks.AmongValuesSql(one.Column.Sql)} THEN {one.Reading.Sql(one.Column.Sql)} END AS v{i}"));
        var outer = string.Join(", ", readings.Select((one, i) =>
        {
            var isFinite = one.Reading.Kind == ColumnKind.Number ? $"FILTER (isfinite(v{i}))" : "";
            return $"count(v{i}) {isFinite}, min(v{i}) {isFinite}, max(v{i}) {isFinite}";
        }));
        var row = relation.Session.Rows($"SELECT {outer} FROM (SELECT {inner} FROM {TableRelation.Source})")[0];
        return [.. readings.Select((_, i) => (Integer(row[3 * i]), Number(row[(3 * i) + 1]), Number(row[(3 * i) + 2])))];
    }

    /// <summary>A number of a result.</summary>
    public static long Integer(object? value) => value is null ? 0 : value is System.Numerics.BigInteger big ? (long)big
        : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    /// <summary>A number of a result; null for NULL.</summary>
    public static double? Number(object? value) => value is null ? null : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    /// <summary>What the aggregates of a typed column are computed from: d is its value, finite; g says that it is infinite.</summary>
    private static string Inner(ColumnDraft draft) =>
        $"{draft.Sql}, {(HasWholeType(draft) ? $"{TypedValue(draft)} AS d{draft.Index}" : Finite(TypedValue(draft), draft.Index))}";

    private static string Finite(string value, int index) => $"CASE WHEN isfinite({value}) THEN {value} END AS d{index}, isinf({value}) AS g{index}";

    private static string Digits(string text) => $"CASE WHEN contains({text}, '.') THEN strlen({text}) - strpos({text}, '.') ELSE 0 END";

    // Conditions within the arguments: a FILTER per aggregate takes several times as long.
    private static string[] Outer(ColumnDraft draft)
    {
        var (c, d, g, m, n) = (draft.Sql, $"d{draft.Index}", $"g{draft.Index}", $"m{draft.Index}", $"n{draft.Index}");
        if (HasWholeType(draft)) return [$"count({d})", "0", $"min({d})", $"max({d})", "true", IsTime(draft) ? $"max(CASE WHEN {d} % 1000000 = 0 THEN 0 ELSE 1 END)" : "0"];
        string Weight(string condition) => $"sum(CASE WHEN {condition} THEN w END)";
        string[] numbers = [Weight($"{d} IS NOT NULL"), Weight(g), $"min({d})", $"max({d})", $"bool_and({d} = trunc({d}))"];
        return !draft.IsText ? [.. numbers, $"max({DecimalsOf(d)})"]
            : [.. numbers, Weight(m), $"max({n})", $"min({n})", $"bool_or({d} IS NOT NULL AND (contains({c}, 'e') OR contains({c}, 'E')))",
                Weight($"{c} >= '00' AND {c} < '0:' AND {d} IS NOT NULL"), $"sum(w * strlen({c}))", $"max(strlen({c}))"];
    }

    /// <summary>Digits after the decimal point with which a number is exact, as SQL; 16 if they are more than four.</summary>
    public static string DecimalsOf(string number) => $"CASE WHEN {number} = trunc({number}) THEN 0 WHEN {number} = round({number}, 1) THEN 1 " +
        $"WHEN {number} = round({number}, 2) THEN 2 WHEN {number} = round({number}, 3) THEN 3 WHEN {number} = round({number}, 4) THEN 4 WHEN {number} IS NOT NULL THEN 16 END";

    private static bool IsTime(ColumnDraft draft) => draft.Type is "TIMESTAMP" or "TIME" or "INTERVAL";

    /// <summary>Whether the type of a column has neither fractions nor infinite values.</summary>
    private static bool HasWholeType(ColumnDraft draft) => !draft.IsText && draft.Type is not ("FLOAT" or "DOUBLE")
        && !draft.Type.StartsWith("DECIMAL", StringComparison.Ordinal);

    /// <summary>The value of a typed column as SQL: DOUBLE for numbers, else a whole number.</summary>
    public static string TypedValue(ColumnDraft draft) => draft.Type switch
    {
        "BOOLEAN" => $"CAST({draft.Sql} AS INTEGER)",
        "DATE" => $"({draft.Sql} - DATE '1970-01-01')",
        "TIMESTAMP" or "INTERVAL" or "TIME" => $"epoch_us({draft.Sql})",
        _ => $"CAST({draft.Sql} AS DOUBLE)",
    };

    /// <summary>Whether a DuckDB type is one of numbers.</summary>
    public static bool IsNumber(string type) => type is not ("BOOLEAN" or "DATE" or "TIMESTAMP" or "TIME" or "INTERVAL" or TableRelation.TextType);

    private static void FillText(ColumnDraft draft, object?[] facts)
    {
        FillNumbers(draft, facts);
        draft.Marks = Integer(facts[5]);
        draft.Decimals = Integer(facts[6]) is var most and < 16 && facts[8] is not true ? ((int)most, (int)Integer(facts[7])) : null;
        draft.LeadingZeros = Integer(facts[9]);
        draft.MeanLength = draft.Given == 0 ? 0 : (double)Integer(facts[10]) / draft.Given;
        draft.MaxLength = Integer(facts[11]);
    }

    private static void FillTyped(ColumnDraft draft, object?[] facts)
    {
        FillNumbers(draft, facts);
        draft.Marks = draft.Given - draft.Values - draft.Infinite;
        draft.Digits = facts[5] is null ? null : (int)Integer(facts[5]);
    }

    private static void FillNumbers(ColumnDraft draft, object?[] facts)
    {
        (draft.Values, draft.Infinite) = (Integer(facts[0]), Integer(facts[1]));
        (draft.Least, draft.Most) = (Number(facts[2]), Number(facts[3]));
        draft.IsWhole = facts[4] is true;
    }
}
