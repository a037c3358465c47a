using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>Places of levels in order on a scale of mean 0 and deviation 1 over the training rows.</summary>
internal static class Scales
{
    // Beyond it, a few values would take up most of a linear scale.
    private const double MostSkewness = 2;

    /// <summary>Linear in the value.</summary>
    public static double[] Standard(double[] values, long[] counts)
    {
        var total = (double)counts.Sum();
        var mean = values.Zip(counts, (value, count) => value * count).Sum() / total;
        var deviation = Math.Sqrt(values.Zip(counts, (value, count) => (value - mean) * (value - mean) * count).Sum() / total);
        return Array.ConvertAll(values, value => deviation > 0 ? (value - mean) / deviation : 0);
    }

    /// <summary>By rank: the quantiles of a normal distribution at the middle of each level's ranks, scaled again.</summary>
    public static double[] Quantile(double[] values, long[] counts)
    {
        var (total, below) = ((double)counts.Sum(), 0L);
        var scores = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            scores[i] = NormalDistribution.Quantile((below + (counts[i] / 2.0)) / total);
            below += counts[i];
        }

        return Standard(scores, counts);
    }

    /// <summary>Whether a linear scale would be taken up by few values far out.</summary>
    public static bool AreSkewed(double[] values, long[] counts)
    {
        var scaled = Standard(values, counts);
        return Math.Abs(scaled.Zip(counts, (value, count) => value * value * value * count).Sum() / counts.Sum()) > MostSkewness;
    }
}
