namespace Hourglass.SpeedBench;

/// <summary>What several rounds gave.</summary>
/// <param name="Median">The median.</param>
/// <param name="Least">The least.</param>
/// <param name="Largest">The largest.</param>
internal readonly record struct Spread(double Median, double Least, double Largest)
{
    /// <summary>Of some values; at least one.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
    }

    /// <summary>Of the ratios of two rates, round by round: what slows the machine down for a while slows both.</summary>
    public static Spread Ratio(IReadOnlyList<double> rates, IReadOnlyList<double> reference) => Of(rates.Zip(reference, (rate, other) => rate / other));

    /// <inheritdoc/>
    public override string ToString() => $"{Median:F2} ({Least:F2}-{Largest:F2})";
}
