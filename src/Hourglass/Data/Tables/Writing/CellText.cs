using System.Globalization;

namespace Hourglass.Data;

/// <summary>Writes cells as the source has them: number formats, levels, formats of dates.</summary>
internal static class CellText
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    /// <summary>The text of a value in the column's unit.</summary>
    public static string Of(ColumnSchema column, double value)
    {
        if (double.IsNaN(value)) return column.MissingMark;
        switch (column.Kind)
        {
            case ColumnKind.Number or ColumnKind.Integer:
                return column is { StoredAs: "FLOAT", Decimals: null } ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
                    : column.Numbers.Write(value, column.Decimals, column.IsPadded);
            case ColumnKind.Date:
                return Day(value) is { } day ? day.ToString(column.TimeFormat.Length > 0 ? column.TimeFormat : "yyyy-MM-dd", CultureInfo.InvariantCulture)
                    : column.MissingMark;
            case ColumnKind.DateTime:
                return Moment(value) is { } moment
                    ? moment.ToString(column.TimeFormat.Length > 0 ? column.TimeFormat : "yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)
                        : column.MissingMark;
            case ColumnKind.Duration:
                return column.TimeFormat == "iso" ? Iso((long)Math.Round(value)) : Clock((long)Math.Round(value));
            default:
                var level = (int)value;
                return level >= 0 && level < column.Levels.Count ? column.Levels[level] : column.MissingMark;
        }
    }

    /// <summary>The day of a number of days; null outside the years 1 to 9999.</summary>
    public static DateOnly? Day(double days) =>
        Math.Round(days) + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber is var number && number >= DateOnly.MinValue.DayNumber
            && number <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)number) : null;

    /// <summary>The time of a number of microseconds; null outside the years 1 to 9999.</summary>
    public static DateTime? Moment(double microseconds)
    {
        var limit = (DateTime.MaxValue - DateTime.UnixEpoch).TotalMicroseconds;
        return microseconds < limit && microseconds > (DateTime.MinValue - DateTime.UnixEpoch).TotalMicroseconds
            ? DateTime.UnixEpoch.AddTicks((long)Math.Round(microseconds) * TimeSpan.TicksPerMicrosecond) : null;
    }

    private static string Clock(long microseconds)
    {
        var sign = microseconds < 0 ? "-" : "";
        var (days, rest) = Math.DivRem(Math.Abs(microseconds), MicrosecondsPerDay);
        var time = TimeSpan.FromMicroseconds(rest);
        return sign + (days > 0 ? $"{days} {(days == 1 ? "day" : "days")} " : "") + time.ToString(rest % 1_000_000 == 0 ? @"hh\:mm\:ss"
            : @"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture);
    }

    private static string Iso(long microseconds)
    {
        var sign = microseconds < 0 ? "-" : "";
        var (days, rest) = Math.DivRem(Math.Abs(microseconds), MicrosecondsPerDay);
        var time = TimeSpan.FromMicroseconds(rest);
        var seconds = time.Seconds + (rest % 1_000_000 / 1e6);
        var clock = (time.Hours > 0 ? $"{time.Hours}H" : "") + (time.Minutes > 0 ? $"{time.Minutes}M" : "")
            + (seconds > 0 || microseconds == 0 ? $"{seconds.ToString(CultureInfo.InvariantCulture)}S" : "");
        return $"{sign}P{(days > 0 ? $"{days}D" : "")}{(clock.Length > 0 ? $"T{clock}" : "")}";
    }
}
