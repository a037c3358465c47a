using System.Numerics;
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

    /// <summary>The smallest value of each feature.</summary>
    public float[] Minimum { get; } = Filled(features, float.PositiveInfinity);

    /// <summary>The statistics of a list of examples, computed in one pass and cached.</summary>
    public static FeatureStatistics Of(Examples examples) => Known.GetValue(examples.SameValues, Gathered);

    /// <summary>The same if they are known already, else null.</summary>
    public static FeatureStatistics? Find(Examples examples) => Known.TryGetValue(examples.SameValues, out var found) ? found : null;

    /// <summary>Keeps statistics that were computed together with something else.</summary>
    public static void Keep(Examples examples, FeatureStatistics statistics) => Known.AddOrUpdate(examples.SameValues, statistics);

    /// <summary>Adds <paramref name="values"/> [examples x features].</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty) return;
        first ??= values[..features].ToArray();
        for (var start = 0; start < values.Length; start += features) AddOne(values.Slice(start, features));
        count += values.Length / features;
    }

    /// <summary>Largest minus smallest value of each feature, or 1 if they are equal.</summary>
    public float[] Range() => Each(j => (double)maximum[j] - Minimum[j]);

    /// <summary>The mean of each feature.</summary>
    public float[] Mean() => [.. Enumerable.Range(0, features).Select(j => (float)(first![j] + (sum[j] / count)))];

    /// <summary>The standard deviation of each feature (of the population), or 1 if it is constant.</summary>
    public float[] Deviation() => Each(j => Math.Sqrt(Math.Max(0, squares[j] - (sum[j] * sum[j] / count)) / count));

    /// <summary>The variance of a feature (of the population), averaged over features.</summary>
    public double MeanVariance() => Enumerable.Range(0, features).Average(j => Math.Max(0, squares[j] - (sum[j] * sum[j] / count)) / count);

    /// <summary>The range of all values after a scaling. It is that of the extremes, because a scaling and its rounding keep the order of numbers.</summary>
    public ValueSummary Scaled(Scaling scaling)
    {
        float[] least = [.. Minimum], most = [.. maximum];
        scaling.Apply(least.AsSpan());
        scaling.Apply(most.AsSpan());
        return new ValueSummary(least.Min(), most.Max());
    }

    // The sums of a feature are added up in the order of the examples, whatever the width of the vectors.
    private void AddOne(ReadOnlySpan<float> example)
    {
        var j = 0;
        for (; j <= features - Vector<float>.Count; j += Vector<float>.Count)
        {
            var values = new Vector<float>(example[j..]);
            Vector.Min(new Vector<float>(Minimum, j), values).CopyTo(Minimum, j);
            Vector.Max(new Vector<float>(maximum, j), values).CopyTo(maximum, j);
            Vector.Widen(values, out var low, out var high);
            Vector.Widen(new Vector<float>(first!, j), out var firstLow, out var firstHigh);
            AddDistances(j, low - firstLow);
            AddDistances(j + Vector<double>.Count, high - firstHigh);
        }

        for (; j < features; j++)
        {
            Minimum[j] = Math.Min(Minimum[j], example[j]);
            maximum[j] = Math.Max(maximum[j], example[j]);
            var distance = (double)example[j] - first![j];
            sum[j] += distance;
            squares[j] += distance * distance;
        }
    }

    private void AddDistances(int feature, Vector<double> distances)
    {
        (new Vector<double>(sum, feature) + distances).CopyTo(sum, feature);
        (new Vector<double>(squares, feature) + (distances * distances)).CopyTo(squares, feature);
    }

    // A spread too small for a normal 32-bit number counts as 0: dividing by it would overflow.
    private float[] Each(Func<int, double> spread) =>
        [.. Enumerable.Range(0, features).Select(spread).Select(value => value < 1e-30 ? 1f : (float)Math.Min(value, float.MaxValue))];

    private static FeatureStatistics Gathered(Examples examples)
    {
        var statistics = new FeatureStatistics(examples.Shape.Size);
        ChunkPass.Run(examples, [statistics.Add]);
        return statistics;
    }

    private static float[] Filled(int length, float value)
    {
        var array = new float[length];
        Array.Fill(array, value);
        return array;
    }
}
