using Hourglass.SpeedBench;

namespace Hourglass.Tests.Bench;

public sealed class SpreadTests
{
    [Theory]
    [InlineData(new[] { 3.0, 1, 2 }, 2)]
    [InlineData(new[] { 4.0, 1, 2, 3 }, 2.5)]
    public void The_median_lies_in_the_middle(double[] values, double median)
    {
        var spread = Spread.Of(values);
        Assert.Equal((median, 1, values.Max()), (spread.Median, spread.Least, spread.Largest));
    }

    [Fact]
    public void A_ratio_is_taken_round_by_round()
    {
        // The second round was slow for both.
        Assert.Equal(new Spread(2, 2, 3), Spread.Ratio([200, 20, 300], [100, 10, 100]));
    }
}
