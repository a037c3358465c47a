using System.Globalization;

namespace Hourglass.Reports;

/// <summary>Numbers in the format of a page: independent of the locale, with commas between thousands and no insignificant digits.</summary>
internal static class NumberText
{
    /// <summary>Placeholder for a missing value.</summary>
    public const string Missing = "\u2013";

    private const int MostDecimals = 6;
    private const double LargestPlain = 1e9;

    /// <summary>A single value with <paramref name="digits"/> significant digits; a whole number has no decimals.</summary>
    public static string Format(double value, int digits = 4) => WithDecimals(value, SharedDecimals([value], digits));

    /// <summary>A value with a fixed number of decimals; in scientific notation if too long for a table; a dash if it is not finite.</summary>
    public static string WithDecimals(double value, int decimals)
    {
        if (!double.IsFinite(value)) return Missing;
        var size = Math.Abs(value);
        if (size >= LargestPlain || (size > 0 && size < Math.Pow(10, -MostDecimals)))
            return value.ToString("0.##e0", CultureInfo.InvariantCulture).Replace('-', '\u2212');
        var text = size.ToString("N" + decimals, CultureInfo.InvariantCulture);
        return value < 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? '\u2212' + text : text;
    }

    /// <summary>
    /// The number of decimals that a column of values shares: the largest value gets <paramref name="digits"/> significant digits and
    /// the smallest at least two. Whole numbers get no decimals.
    /// </summary>
    public static int SharedDecimals(IEnumerable<double> values, int digits)
    {
        var (smallest, largest, whole) = (double.PositiveInfinity, 0.0, true);
        foreach (var value in values)
        {
            var size = Math.Abs(value);
            if (!double.IsFinite(size) || size == 0) continue;
            smallest = Math.Min(smallest, size);
            largest = Math.Max(largest, size);
            whole &= double.IsInteger(size);
        }

        return whole ? 0 : Math.Max(Decimals(largest, digits), Decimals(smallest, Math.Min(digits, 2)));
    }

    private static int Decimals(double size, int digits) =>
        size == 0 || !double.IsFinite(size) ? 0 : Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(size)), 0, MostDecimals);
}
