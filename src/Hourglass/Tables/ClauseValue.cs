using System.Globalization;
using Hourglass.Data;
using Hourglass.Settings;

namespace Hourglass.Tables;

/// <summary>Reads the value of a clause as a cell of its column.</summary>
internal static class ClauseValue
{
    /// <summary>The cells that fulfil a clause.</summary>
    /// <exception cref="UsageException">The value is none of the column, or the levels of the column have no order.</exception>
    public static CellRange RangeOf(RowClause clause, ColumnSchema column)
    {
        if (clause.Comparison != Comparison.Equal && column.HasLevels && column.Kind != ColumnKind.OrderedCategory)
            throw new UsageException($"The {What($"column '{column.Name}'")} has levels without an order, which '{Got(clause)}' compares; give " +
                $"{Allowed($"{column.Name}=LEVEL")}.");
        var value = column.HasLevels ? LevelOf(clause, column) : NumberOf(clause, column);
        return clause.Comparison switch
        {
            Comparison.Equal => new CellRange(value, value),
            Comparison.Less => CellRange.All with { Most = double.BitDecrement(value) },
            Comparison.LessOrEqual => CellRange.All with { Most = value },
            Comparison.Greater => CellRange.All with { Least = double.BitIncrement(value) },
            _ => CellRange.All with { Least = value },
        };
    }

    private static double LevelOf(RowClause clause, ColumnSchema column)
    {
        if (new LevelMatch(column).Of(clause.Value) is { Level: var level }) return level;
        // Between two levels that are numbers.
        if (clause.Comparison != Comparison.Equal && Number(clause.Value) is { } value && column.Levels.All(one => Number(one) is not null)
            && column.Levels.Zip(column.Levels.Skip(1), (one, next) => Number(one) < Number(next)).All(rises => rises))
            return column.Levels.Count(one => Number(one) < value) - 0.5;
        var shown = string.Join(", ", column.Levels.Take(12).Select(one => $"'{one}'")) + (column.Levels.Count > 12 ? $" and {column.Levels.Count - 12} more" : "");
        throw new UsageException($"'{Got(clause.Value)}' is not a level of the {What($"column '{column.Name}'")}; {Nearest.Hint(clause.Value, column.Levels)}give " +
            $"one of {Allowed(shown)}.");
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double NumberOf(RowClause clause, ColumnSchema column)
    {
        var (text, culture) = (clause.Value, CultureInfo.InvariantCulture);
        var value = column.Kind switch
        {
            ColumnKind.Number or ColumnKind.Integer => double.TryParse(text, NumberStyles.Float, culture, out var number) ? number : column.Numbers.Parse(text),
            ColumnKind.Date => Date(text, column.TimeFormat) is { } date ? (date.Date - DateTime.UnixEpoch).TotalDays : double.NaN,
            ColumnKind.DateTime => Date(text, column.TimeFormat) is { } moment ? (moment - DateTime.UnixEpoch).TotalMicroseconds : double.NaN,
            _ => TimeSpan.TryParse(text, culture, out var length) ? length.TotalMicroseconds : double.NaN,
        };
        var needed = column.Kind switch
        {
            ColumnKind.Date or ColumnKind.DateTime => "a date",
            ColumnKind.Duration => "a duration",
            _ => "a number",
        };
        if (!double.IsFinite(value))
            throw new UsageException($"'{Got(text)}' is not {Allowed(needed)}, which the {What($"column '{column.Name}'")} has; give one such as " +
                $"{column.Name}>={column.Text(column.Least ?? 0)}.");
        if (clause.Comparison == Comparison.Equal && CellPacking.Rounded(column, value) != value)
            throw new UsageException($"The {What($"column '{column.Name}'")} has no cell {Got(text)}: its cells are rounded; give " +
                $"{Allowed($"a value such as {column.Text(value)}")}.");
        return value;
    }

    private static DateTime? Date(string text, string format)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        string[] formats = [.. format.Length > 0 ? [format] : (string[])[], "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss",
            "yyyy-MM-dd HH:mm:ss.FFFFFF"];
        return DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, Styles, out var date) ? date : null;
    }
}
