namespace Hourglass.Cli.Bench;

/// <summary>Examples a second of each round.</summary>
/// <param name="Workload">What was timed.</param>
/// <param name="FlopsPerExample">Multiplications and additions of a training step, an example.</param>
/// <param name="Fused">By the fused engine.</param>
/// <param name="Torch">By the torch engine.</param>
/// <param name="Eager">By the plain loop.</param>
internal sealed record SpeedResult(Workload Workload, double FlopsPerExample, IReadOnlyList<double> Fused, IReadOnlyList<double> Torch, IReadOnlyList<double> Eager)
{
    /// <summary>The ratio of two rates, round by round: median, least and largest.</summary>
    public static (double Median, double Least, double Largest) Ratio(IReadOnlyList<double> rates, IReadOnlyList<double> reference)
    {
        double[] ratios = [.. rates.Zip(reference, (rate, other) => rate / other).Order()];
        return (Median(ratios), ratios[0], ratios[^1]);
    }

    /// <summary>The median.</summary>
    public static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
