namespace Hourglass.Data;

/// <summary>The usual ways to write that a value is missing.</summary>
internal static class MissingMarks
{
    // Marks that stand for a level of their own in a column of words ("None" as the kind of a fence) count only among numbers and dates.
    private static readonly string[] Always = ["na", "n/a", "#n/a", "nan", "null", "?"];
    private static readonly string[] AmongValues = ["none", "-", "--", ".", "nil"];

    /// <summary>Whether a cell is such a mark.</summary>
    public static bool IsMark(string cell)
    {
        var text = cell.Trim();
        return text.Length == 0 || Always.Contains(text, StringComparer.OrdinalIgnoreCase) || AmongValues.Contains(text, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a cell is such a mark in a column of levels.</summary>
    public static bool IsMarkAmongLevels(string cell) => cell.Trim() is var text && (text.Length == 0
        || Always.Contains(text, StringComparer.OrdinalIgnoreCase));

    /// <summary>As SQL: whether the text <paramref name="expression"/> is a mark in a column of numbers, dates or durations.</summary>
    public static string AmongValuesSql(string expression) => Sql(expression, [.. Always, .. AmongValues]);

    private static string Sql(string expression, string[] marks) =>
        // What begins with a digit or is long is none: most cells are told apart without being trimmed. DuckDB would make a join of IN with a list, one for
        // each column, which takes ten times as long.
        $"(CASE WHEN ({expression} >= '0' AND {expression} < ':') OR strlen({expression}) > 8 THEN false " +
        $"ELSE list_contains(['', {string.Join(", ", marks.Select(DuckDbSession.Text))}], lower(trim({expression}, ' \t\r\n'))) END)";
}
