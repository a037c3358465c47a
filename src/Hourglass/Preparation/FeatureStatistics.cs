using System.Runtime.CompilerServices;
using Hourglass.Data;

namespace Hourglass.Preparation;

/// <summary>Minimum, maximum, mean and standard deviation of each feature, computed in one pass.</summary>
internal sealed class FeatureStatistics(int features)
{
    // Kept as long as the examples: several parts need those of the same list before training starts.
    private static readonly ConditionalWeakTable<Examples, FeatureStatistics> Known = [];
    private readonly float[] maximum = Filled(features, float.NegativeInfinity);

    // Sums of the difference from the first example: without that shift a mean far from 0 would cancel the variance.
    private readonly double[] sum = new double[features];
    private readonly double[] squares = new double[features];
    private float[]? first;
    private long count;

    /// <summary>The statistics of a list of examples, computed in one pass and cached.</summary>
    public static FeatureStatistics Of(Examples examples) => Known.GetValue(examples, Gathered);

    /// <summary>The smallest value of each feature.</summary>
    public float[] Minimum { get; } = Filled(features, float.PositiveInfinity);

    /// <summary>Adds <paramref name="values"/> [examples x features].</summary>
    public void Add(Span<float> values)
    {
        first ??= values[..features].ToArray();
        for (var start = 0; start < values.Length; start += features)
        {
            var example = values.Slice(start, features);
            for (var j = 0; j < example.Length; j++)
            {
                Minimum[j] = Math.Min(Minimum[j], example[j]);
                maximum[j] = Math.Max(maximum[j], example[j]);
                var distance = (double)example[j] - first[j];
                sum[j] += distance;
                squares[j] += distance * distance;
            }
            count++;
        }
    }

    /// <summary>Largest minus smallest value of each feature, or 1 if they are equal.</summary>
    public float[] Range() => Each(j => (double)maximum[j] - Minimum[j]);

    /// <summary>The mean of each feature.</summary>
    public float[] Mean() => [.. Enumerable.Range(0, features).Select(j => (float)(first![j] + (sum[j] / count)))];

    /// <summary>The standard deviation of each feature (of the population), or 1 if it is constant.</summary>
    public float[] Deviation() => Each(j => Math.Sqrt(Math.Max(0, squares[j] - (sum[j] * sum[j] / count)) / count));

    /// <summary>The variance of a feature (of the population), averaged over features.</summary>
    public double MeanVariance() => Enumerable.Range(0, features).Average(j => Math.Max(0, squares[j] - (sum[j] * sum[j] / count)) / count);

    // A spread too small for a normal 32-bit number counts as 0: dividing by it would overflow.
    private float[] Each(Func<int, double> spread) =>
        [.. Enumerable.Range(0, features).Select(spread).Select(value => value < 1e-30 ? 1f : (float)Math.Min(value, float.MaxValue))];

    private static FeatureStatistics Gathered(Examples examples)
    {
        var statistics = new FeatureStatistics(examples.Shape.Size);
        examples.ForEachChunk(statistics.Add);
        return statistics;
    }

    private static float[] Filled(int length, float value)
    {
        var array = new float[length];
        Array.Fill(array, value);
        return array;
    }
}
