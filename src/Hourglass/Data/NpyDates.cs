using System.Globalization;
using System.Text.RegularExpressions;

namespace Hourglass.Data;

/// <summary>A unit of NumPy's dates (M8), which count from 1970.</summary>
/// <param name="Count">Number of units per step.</param>
/// <param name="Name">NumPy's name of the unit, such as <c>D</c> or <c>ns</c>.</param>
internal sealed partial record NpyDates(int Count, string Name)
{
    private const string Day = "yyyy-MM-dd";
    private const string Second = "yyyy-MM-ddTHH:mm:ss";

    /// <summary>The unit of an element type such as <c>M8[ns]</c>; null for other types.</summary>
    public static NpyDates? Unit(string kind) => Pattern.Match(kind) is not { Success: true } match ? null
        : new NpyDates(match.Groups["count"].Value is { Length: > 0 } count ? int.Parse(count, CultureInfo.InvariantCulture) : 1, match.Groups["name"].Value);

    /// <summary>The date in ISO 8601, with a time of day if the unit is shorter than a day.</summary>
    /// <exception cref="HourglassException">It is NumPy's "not a time", or beyond the year 9999.</exception>
    public string Text(long value, string source)
    {
        if (value == long.MinValue) throw new HourglassException($"A label of '{What(source)}' is not a date (NaT); " +
            $"{Allowed("remove the example or give it a separate class")}.");
        try
        {
            var units = checked(value * Count);
            return Name switch
            {
                "Y" => Format(DateTime.UnixEpoch.AddYears(checked((int)units)), Day),
                "M" => Format(DateTime.UnixEpoch.AddMonths(checked((int)units)), Day),
                "W" => Format(DateTime.UnixEpoch.AddDays(7.0 * units), Day),
                "D" => Format(DateTime.UnixEpoch.AddDays(units), Day),
                "h" => Format(DateTime.UnixEpoch.AddSeconds(3600.0 * units), Second),
                "m" => Format(DateTime.UnixEpoch.AddSeconds(60.0 * units), Second),
                "s" => Format(DateTime.UnixEpoch.AddSeconds(units), Second),
                "ms" => Parts(units, 1_000, 3),
                "us" => Parts(units, 1_000_000, 6),
                _ => Parts(units, 1_000_000_000, 9),
            };
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            throw new HourglassException($"A label of '{What(source)}' is {Got(value)} steps of {Count} {Name} from 1970, which is not in the years 1 to " +
                $"9999; {Allowed("correct it")}.", e);
        }
    }

    private static string Parts(long units, long aSecond, int digits)
    {
        var part = ((units % aSecond) + aSecond) % aSecond;
        var text = Format(DateTime.UnixEpoch.AddSeconds((units - part) / aSecond), Second);
        return part == 0 ? text : $"{text}.{part.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')}";
    }

    private static string Format(DateTime date, string format) => date.ToString(format, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^M8\[(?<count>[0-9]{0,6})(?<name>Y|M|W|D|h|m|s|ms|us|ns)\]$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern { get; }
}
