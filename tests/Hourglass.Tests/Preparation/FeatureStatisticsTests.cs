using Hourglass.Data;
using Hourglass.Preparation;

namespace Hourglass.Tests.Preparation;

public sealed class FeatureStatisticsTests
{
    // Of the second feature: mean 24, deviations -14, 6, 8 and 0.
    private static readonly FloatExamples Some = new([1, 10, 5, 5, 30, 5, 3, 32, 5, 3, 24, 5], DataShape.Row(3));

    [Fact]
    public void They_are_those_of_each_feature()
    {
        var statistics = FeatureStatistics.Of(Some);
        Assert.Equal([1, 10, 5], statistics.Minimum);
        Assert.Equal([4, 22, 1], statistics.Range());
        Assert.Equal([3, 24, 5], statistics.Mean());
        Assert.Equal([MathF.Sqrt(2), MathF.Sqrt(74), 1], statistics.Deviation());
        Assert.Equal((2 + 74 + 0) / 3.0, statistics.MeanVariance(), 1e-12);
    }

    [Fact]
    public void They_are_the_same_however_the_examples_come()
    {
        var statistics = new FeatureStatistics(3);
        var values = Some.ToArray();
        statistics.Add(values.AsSpan(0, 3));
        statistics.Add(values.AsSpan(3));
        Assert.Equal(FeatureStatistics.Of(Some).Mean(), statistics.Mean());
        Assert.Equal(FeatureStatistics.Of(Some).Deviation(), statistics.Deviation());
        Assert.Equal(FeatureStatistics.Of(Some).MeanVariance(), statistics.MeanVariance());
        Assert.Same(FeatureStatistics.Of(Some), FeatureStatistics.Of(Some));
    }
}
