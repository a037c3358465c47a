namespace Hourglass.Data;

/// <summary>The grid on which all numbers of a column lie, such as cents, multiples of 25 or whole days.</summary>
/// <param name="step">The distance of its points; 0 for none.</param>
/// <param name="origin">One of its points.</param>
internal readonly struct NumberGrid(double step, double origin)
{
    // The most that a number can be rounded to.
    private const int MostDigits = 15;

    // 64-bit numbers hold whole numbers up to 2^53.
    private const double LargestWhole = 9e15;

    private readonly int? digits = DigitsOf(step, origin);

    /// <summary>The nearest number of the grid.</summary>
    // A multiple of a decimal step is rounded to the digits of the column, because decimal fractions are not exact.
    public double Round(double value)
    {
        if (step == 0) return value;
        var rounded = origin + (Math.Round((value - origin) / step) * step);
        return digits is { } count ? Math.Round(rounded, count) : rounded;
    }

    /// <summary>The largest number that divides all differences, of numbers that are exact with some digits after the decimal point; 0 for none.</summary>
    /// <param name="column">The column.</param>
    /// <param name="sorted">Its cells.</param>
    public static double StepOf(ColumnSchema column, ReadOnlySpan<double> sorted)
    {
        if ((column.Kind is ColumnKind.Number ? column.Decimals : 0) is not { } digits) return 0;
        var scale = Math.Pow(10, digits);
        if (Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1])) * scale > LargestWhole) return 0;
        long step = 0, first = (long)Math.Round(sorted[0] * scale), before = first;
        foreach (var value in sorted)
        {
            var whole = (long)Math.Round(value * scale);
            if (whole == before) continue;
            before = whole;
            step = Gcd(whole - first, step);
            if (step == 1) break;
        }

        return step / scale;
    }

    private static int? DigitsOf(double step, double origin)
    {
        for (var count = 0; count <= MostDigits; count++)
            if (Math.Round(step, count) == step && Math.Round(origin, count) == origin) return count;
        return null;
    }

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);
}
