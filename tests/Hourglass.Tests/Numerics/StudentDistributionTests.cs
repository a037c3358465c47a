using Hourglass.Numerics;

namespace Hourglass.Tests.Numerics;

/// <summary>Student's t distribution.</summary>
public sealed class StudentDistributionTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(-2.7)]
    public void The_distribution_function_is_the_integral_of_the_density(double t)
    {
        foreach (var freedom in (int[])[3, 4, 5, 8, 100])
        {
            const int Points = 2_000_000;
            const double From = -2000;
            var width = (t - From) / Points;
            var sum = Enumerable.Range(0, Points).Sum(i => Density(From + ((i + 0.5) * width))) * width;
            Assert.Equal(sum, StudentDistribution.Of(t, freedom), 1e-7);

            double Density(double at) => Math.Exp(StudentDistribution.LogPeak(freedom) - (0.5 * (freedom + 1) * Math.Log(1 + (at * at / freedom))));
        }
    }

    [Fact]
    public void Of_one_degree_of_freedom_it_is_that_of_Cauchy()
    {
        Assert.Equal(-Math.Log(Math.PI), StudentDistribution.LogPeak(1), 1e-13);
        Assert.Equal(0.75, StudentDistribution.Of(1, 1), 1e-14);
    }
}
