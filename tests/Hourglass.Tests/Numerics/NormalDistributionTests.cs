using Hourglass.Numerics;

namespace Hourglass.Tests.Numerics;

/// <summary>The standard normal distribution.</summary>
public sealed class NormalDistributionTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(-2.7)]
    [InlineData(4.5)]
    public void The_distribution_function_is_the_integral_of_the_density(double z)
    {
        const int Points = 100_000;
        const double From = -12;
        var width = (z - From) / Points;
        var sum = Enumerable.Range(0, Points).Sum(i => Math.Exp(NormalDistribution.LogPeak - (0.5 * Math.Pow(From + ((i + 0.5) * width), 2)))) * width;
        Assert.Equal(sum, NormalDistribution.Of(z), 1e-9);
        Assert.Equal(1, NormalDistribution.Of(z) + NormalDistribution.Of(-z), 1e-15);
    }

    [Fact]
    public void The_lower_tail_has_all_digits()
    {
        // The tail lies between these two bounds, the first by Gordon (1941), the second by parts.
        foreach (var z in (double[])[4.999, 5.001, 10, 30])
        {
            var density = Math.Exp(NormalDistribution.LogPeak - (0.5 * z * z));
            Assert.InRange(NormalDistribution.Of(-z), density * z / ((z * z) + 1), density / z * (1 - (1 / (z * z)) + (3 / Math.Pow(z, 4))));
        }

        Assert.Equal(1, NormalDistribution.Of(-5.001) / NormalDistribution.Of(-4.999) * Math.Exp(5 * 0.002), 1e-3);
    }

    [Fact]
    public void Quantiles_invert_the_distribution_function()
    {
        foreach (var probability in (double[])[1e-12, 1e-8, 0.001, 0.3, 0.5, 0.8, 0.999])
            Assert.Equal(1, NormalDistribution.Of(NormalDistribution.Quantile(probability)) / probability, 1e-9);
        Assert.Equal(0, NormalDistribution.Quantile(0.5), 1e-15);
        // Quantiles of 97.5 and 84.134... percent, as in every table.
        Assert.Equal(1.959963984540054, NormalDistribution.Quantile(0.975), 1e-12);
        Assert.Equal(1, NormalDistribution.Quantile(0.8413447460685429), 1e-12);
    }
}
