namespace Hourglass.Reports;

/// <summary>One axis of a chart: its range, and ticks at round numbers inside it.</summary>
/// <param name="Minimum">The value at the axis's start.</param>
/// <param name="Maximum">The value at its end, above <paramref name="Minimum"/>.</param>
/// <param name="IsLog">Whether the axis is logarithmic.</param>
/// <param name="Ticks">Round values within the range, ascending.</param>
/// <param name="Decimals">Number of decimals that distinguish neighbouring ticks, or <see cref="OwnDecimals"/>.</param>
internal sealed record ChartAxis(double Minimum, double Maximum, bool IsLog, IReadOnlyList<double> Ticks, int Decimals)
{
    /// <summary>Larger magnitudes come from a diverged run; they are omitted so that differences stay finite.</summary>
    private const double LargestSize = 1e150;

    /// <summary>Ticks of a logarithmic axis differ in size: each has its own number of decimals.</summary>
    public const int OwnDecimals = -1;

    /// <summary>Whether a value can be drawn on this axis.</summary>
    public bool Takes(double value) => CanDraw(value, IsLog);

    /// <summary>Position of a value: 0 at the axis's start, 1 at its end.</summary>
    public double Fraction(double value) => IsLog
        ? Math.Log(value / Minimum) / Math.Log(Maximum / Minimum)
        : (value - Minimum) / (Maximum - Minimum);

    /// <summary>A tick's text.</summary>
    public string Text(double tick) => Decimals == OwnDecimals ? NumberText.Format(tick, 1) : NumberText.WithDecimals(tick, Decimals);

    /// <summary>An axis over the drawable values among <paramref name="values"/>, or over 0 to 1 if there are none.</summary>
    /// <param name="values">The values to draw; non-finite values are skipped.</param>
    /// <param name="log">Whether the axis is logarithmic; non-positive values are then skipped.</param>
    /// <param name="wholeNumbers">Whether ticks are at whole numbers only (epochs).</param>
    /// <param name="margin">Margin at each end, as a fraction of the range.</param>
    /// <param name="target">Approximate number of ticks.</param>
    public static ChartAxis Over(IEnumerable<double> values, bool log = false, bool wholeNumbers = false, double margin = 0.05, int target = 5)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (!CanDraw(value, log)) continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        if (low > high) (low, high) = log ? (0.1, 1) : (0, 1);
        return log ? Logarithmic(low, high, margin, target) : Linear(low, high, margin, target, wholeNumbers ? 1 : 0);
    }

    private static bool CanDraw(double value, bool log) => Math.Abs(value) <= LargestSize && (!log || value >= 1 / LargestSize);

    private static ChartAxis Linear(double low, double high, double margin, int target, double smallestStep)
    {
        // A range that is lost to rounding (a constant curve) is widened until its ticks differ.
        var least = Math.Max(Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-6, low == 0 && high == 0 ? 1 : double.Epsilon);
        if (high - low < least) (low, high) = (low - least, high + least);
        var room = (high - low) * margin;
        (low, high) = (low - room, high + room);
        var step = Math.Max(RoundStep((high - low) / target), smallestStep);
        return new ChartAxis(low, high, IsLog: false, Multiples(low, high, step), Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9)));
    }

    private static ChartAxis Logarithmic(double low, double high, double margin, int target)
    {
        if (high < low * 1.01) (low, high) = (low / 1.1, high * 1.1);
        var room = Math.Pow(high / low, margin);
        (low, high) = (low / room, high * room);
        var ticks = Powers(low, high, [1]);
        if (ticks.Count < 3) ticks = Powers(low, high, [1, 2, 5]);
        if (ticks.Count < 3)
        {
            // Less than a decade: round steps, which then need the decimals of a linear axis.
            return Linear(low, high, 0, target, 0) with { IsLog = true };
        }

        // Many decades: keep every k-th one.
        var every = (ticks.Count + target) / (target + 1);
        return new ChartAxis(low, high, IsLog: true, [.. ticks.Where((_, i) => i % every == 0)], OwnDecimals);
    }

    /// <summary>The smallest number of the form 1, 2 or 5 times a power of ten that is at least <paramref name="step"/>.</summary>
    private static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        var lead = step / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }

    private static List<double> Multiples(double low, double high, double step)
    {
        var ticks = new List<double>();
        for (var n = Math.Ceiling(low / step); n <= Math.Floor(high / step); n++) ticks.Add(n == 0 ? 0 : n * step);
        return ticks;
    }

    private static List<double> Powers(double low, double high, ReadOnlySpan<double> leads)
    {
        var ticks = new List<double>();
        for (var power = Math.Floor(Math.Log10(low)); power <= Math.Ceiling(Math.Log10(high)); power++)
        {
            foreach (var lead in leads)
            {
                var tick = lead * Math.Pow(10, power);
                if (tick >= low && tick <= high) ticks.Add(tick);
            }
        }

        return ticks;
    }
}
