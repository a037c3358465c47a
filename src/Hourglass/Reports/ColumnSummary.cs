using System.Globalization;
using Hourglass.Data;

namespace Hourglass.Reports;

/// <summary>A column of a table in a few words: its kind, values, missing cells and use.</summary>
public static class ColumnSummary
{
    private const int ShownLevels = 4;
    private const int ShownOrderedLevels = 10;
    private const int LongestText = 24;

    /// <summary>The kind in words.</summary>
    public static string Kind(ColumnKind kind) => kind switch
    {
        ColumnKind.OrderedCategory => "ordered",
        ColumnKind.DateTime => "date, time",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>
    /// The range of numbers and dates with their heaped values, or the most frequent levels with their numbers of rows; empty if there is none.
    /// </summary>
    public static string Values(ColumnSchema column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column.HasLevels) return Levels(column);
        if (column.Kind == ColumnKind.Constant) return Short(column.Levels[0]);
        if (column.Least is not { } least || column.Most is not { } most) return "";
        var range = $"{Value(column, least)} to {Value(column, most)}";
        if (column.Heaped.Count == 0) return range;
        var shown = string.Join(", ", column.Heaped.Take(ShownLevels).Select(value => Value(column, value)));
        return $"{range}; often {shown}{(column.Heaped.Count > ShownLevels ? ", ..." : "")}";
    }

    /// <summary>Missing cells: "all", their number if they are very few, else their share; empty if there are none.</summary>
    public static string Missing(ColumnSchema column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Missing switch
        {
            0 => "",
            _ when column.Missing == column.Rows => "all",
            _ when column.MissingShare < 0.001 => column.Missing.ToString("N0", CultureInfo.InvariantCulture),
            _ => $"{(100 * column.MissingShare).ToString(column.MissingShare < 0.1 ? "0.0" : "0", CultureInfo.InvariantCulture)} %",
        };
    }

    /// <summary>What a model does with the column, and why.</summary>
    /// <param name="column">The column.</param>
    /// <param name="code">How its cells become numbers; null or empty for nothing.</param>
    public static string Use(ColumnSchema column, string? code = null)
    {
        ArgumentNullException.ThrowIfNull(column);
        var use = column.Use switch { ColumnUse.LeftOut => "left out", var other => other.ToString().ToLowerInvariant() };
        string[] why = [.. new[] { column.Reason, code ?? "" }.Where(part => part.Length > 0)];
        return why.Length == 0 ? use : $"{use}: {string.Join("; ", why)}";
    }

    /// <summary>The first values, if they are not levels.</summary>
    public static string Examples(ColumnSchema column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.HasLevels || column.Kind == ColumnKind.Constant ? "" : string.Join(", ", column.Examples.Select(Short));
    }

    /// <summary>A value with the digits that a reader needs: six are enough to see where it lies.</summary>
    public static string Value(ColumnSchema column, double value)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Kind == ColumnKind.Number && column.Decimals is > 6 or null && double.IsFinite(value)
            ? column.Numbers.Write(value, Math.Clamp(6 - (int)Math.Log10(Math.Abs(value) + 1), 0, 6)) : column.Text(value);
    }

    private static string Levels(ColumnSchema column)
    {
        var isOrdered = column.Kind != ColumnKind.Category;
        int[] shown = [.. Enumerable.Range(0,
            column.Levels.Count).OrderByDescending(i => isOrdered ? 0 : Rows(i)).Take(isOrdered ? ShownOrderedLevels : ShownLevels)];
        var text = string.Join(", ", shown.Select(i => column.Counts.Count == 0 ? Short(column.Levels[i])
            : $"{Short(column.Levels[i])} ({Rows(i).ToString("N0", CultureInfo.InvariantCulture)})"));
        var count = column.Levels.Count.ToString("N0", CultureInfo.InvariantCulture);
        return shown.Length == column.Levels.Count ? text : $"{count} levels: {text}, ...";

        long Rows(int level) => column.Counts.Count == 0 ? 0 : column.Counts[level];
    }

    private static string Short(string text)
    {
        var line = text.Trim().ReplaceLineEndings(" ");
        return line.Length > LongestText ? line[..(LongestText - 1)] + "…" : line;
    }
}
