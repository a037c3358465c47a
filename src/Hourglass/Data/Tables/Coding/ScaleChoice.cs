namespace Hourglass.Data;

/// <summary>Chooses the scale of a column by the shape of its numbers.</summary>
internal static class ScaleChoice
{
    // Beyond them, few numbers take up most of a scale and of the gradient.
    private const double MostSkewness = 1;
    private const double MostExcess = 2;
    private const double Widest = 8;
    private const double WidestRobust = 25;
    private const double MostLopsided = 0.2;

    // The quartiles of a Gaussian are so many deviations apart.
    private const double QuartilesApart = 1.3489795;

    // A number in more of the rows than this is no part of a smooth distribution.
    private const double HeapShare = 0.25;
    private const int FewValues = 20;

    /// <summary>
    /// Standard for numbers without heavy tails, robust for symmetric ones with heavy tails, logarithms where these are about symmetric, else normal scores.
    /// </summary>
    /// <param name="sorted">Numbers in ascending order; at least one.</param>
    public static NumberScale Of(ReadOnlySpan<double> sorted)
    {
        var standard = Linear(sorted);
        if (sorted[0] == sorted[^1]) return standard;
        var areFew = AreFew(sorted, out var isHeaped);
        // A few far numbers beside a frequent one would make the least deviation wider than its distance from the next one.
        var isWide = -standard.Scaled(sorted[0]) > Widest || standard.Scaled(sorted[^1]) > Widest;
        if (isHeaped && (isWide || !areFew)) return RankScale.Of(sorted);
        if (areFew) return standard;
        var (skewness, excess) = ShapeOf(sorted, standard);
        if (Math.Abs(skewness) <= MostSkewness && excess <= MostExcess) return standard;
        var (low, lower, middle, upper, high) = (At(sorted, 0.05), At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75), At(sorted, 0.95));
        if (upper > lower && Math.Abs(high + low - (2 * middle)) <= MostLopsided * (high - low))
        {
            var robust = new LinearScale(middle, (upper - lower) / QuartilesApart, IsRobust: true);
            if (-robust.Scaled(sorted[0]) <= WidestRobust && robust.Scaled(sorted[^1]) <= WidestRobust) return robust;
        }

        foreach (var (least, offset) in ((double, double)[])[(0, 0), (sorted[0], low - sorted[0]), (sorted[0], middle - sorted[0])])
        {
            if (sorted[0] - least + offset <= 0) continue;
            var log = Log(sorted, least, offset);
            var (logSkewness, logExcess) = ShapeOf(sorted, log);
            if (Math.Abs(logSkewness) <= MostSkewness && logExcess <= MostExcess && log.Scaled(sorted[^1]) <= Widest) return log;
        }

        return RankScale.Of(sorted);
    }

    /// <summary>The standard scale; the unit of a constant is 1.</summary>
    public static LinearScale Linear(ReadOnlySpan<double> numbers)
    {
        var (mean, square) = (0.0, 0.0);
        foreach (var number in numbers) mean += (number - numbers[0]) / numbers.Length;
        mean += numbers[0];
        foreach (var number in numbers) square += (number - mean) * (number - mean) / numbers.Length;
        return new LinearScale(mean, square > 0 ? Math.Sqrt(square) : 1);
    }

    private static LogScale Log(ReadOnlySpan<double> sorted, double least, double offset)
    {
        // A log scale needs an offset above 0: numbers above 0 without one are counted from half of the smallest.
        (least, offset) = offset > 0 ? (least, offset) : (sorted[0] / 2, sorted[0] / 2);
        var logs = new double[sorted.Length];
        for (var i = 0; i < logs.Length; i++) logs[i] = Math.Log(sorted[i] - least + offset);
        var linear = Linear(logs);
        return new LogScale(least, offset, linear.Center, linear.Unit);
    }

    private static (double Skewness, double Excess) ShapeOf(ReadOnlySpan<double> sorted, NumberScale scale)
    {
        var (third, fourth) = (0.0, 0.0);
        foreach (var number in sorted)
        {
            var scaled = scale.Scaled(number);
            third += scaled * scaled * scaled / sorted.Length;
            fourth += scaled * scaled * scaled * scaled / sorted.Length;
        }

        return (third, fourth - 3);
    }

    private static bool AreFew(ReadOnlySpan<double> sorted, out bool isHeaped)
    {
        var values = 0;
        isHeaped = false;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start]) end++;
            values++;
            isHeaped |= end - start > HeapShare * sorted.Length;
        }

        return values <= FewValues;
    }

    private static double At(ReadOnlySpan<double> sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
}
