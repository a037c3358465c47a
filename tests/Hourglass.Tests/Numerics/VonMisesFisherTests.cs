using Hourglass.Numerics;

namespace Hourglass.Tests.Numerics;

/// <summary>The formulas against sums over the angle to the mean direction, whose density is exp(k cos a) sin(a)^(n-2).</summary>
public sealed class VonMisesFisherTests
{
    private const int Points = 200_000;

    public static TheoryData<int, double> Cases => new()
    {
        { 2, 0.3 }, { 2, 5 }, { 2, 400 }, { 3, 0.01 }, { 3, 1 }, { 3, 50 }, { 5, 2 }, { 10, 1 }, { 10, 30 }, { 64, 1 }, { 64, 200 }, { 200, 700 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Normaliser_mean_length_and_divergence_are_those_of_quadrature(int n, double k)
    {
        // Kept relative to the largest value, which may overflow.
        var shape = Math.Max(0, Logs(n, k).Max());
        double[] weights = [.. Logs(n, k).Select(log => Math.Exp(log - shape) * Math.PI / Points)];
        var total = weights.Sum();
        var ring = n == 2 ? Math.Log(2) : VonMisesFisher.LogArea(n - 1);
        var logNormalizer = -(Math.Log(total) + shape + ring);
        var length = weights.Select((weight, i) => weight * Math.Cos(Angle(i))).Sum() / total;
        var squared = weights.Select((weight, i) => weight * Math.Pow(Math.Cos(Angle(i)), 2)).Sum() / total;
        Assert.Equal(logNormalizer, VonMisesFisher.LogNormalizer(n, k).Value, 1e-8 * Math.Max(1, Math.Abs(logNormalizer)));
        Assert.Equal(length, VonMisesFisher.Length(n, k).Value, 1e-8);
        Assert.Equal(squared - (length * length), VonMisesFisher.Length(n, k).Slope, 1e-7);
        Assert.Equal((k * length) + logNormalizer + VonMisesFisher.LogArea(n), VonMisesFisher.Divergence(n, k).Value, 1e-7 * Math.Max(1, k));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Slopes_equal_finite_differences(int n, double k)
    {
        var step = 1e-4 * k;
        foreach (var function in new Func<double, (double Value, double Slope)>[]
        {
            x => VonMisesFisher.LogNormalizer(n, x), x => VonMisesFisher.Length(n, x), x => VonMisesFisher.Divergence(n, x),
        })
        {
            var expected = (function(k + step).Value - function(k - step).Value) / (2 * step);
            Assert.Equal(expected, function(k).Slope, 1e-6 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_implicit_slope_differentiates_expectations(int n, double k)
    {
        // d/dk E[g(w)] = E[g'(w) dw/dk]; for g = w the left side is the slope of the mean length, for w^2 it comes from finite differences.
        const int Coarse = 4000;
        var logs = Enumerable.Range(0, Coarse).Select(i => Log(n, k, (i + 0.5) * Math.PI / Coarse)).ToArray();
        var largest = logs.Max();
        double total = 0, first = 0, second = 0;
        for (var i = 0; i < Coarse; i++)
        {
            var weight = Math.Exp(logs[i] - largest);
            if (weight < 1e-13) continue;
            var w = Math.Cos((i + 0.5) * Math.PI / Coarse);
            var slope = VonMisesFisher.Slope(n, k, w);
            Assert.True(slope >= 0);
            total += weight;
            first += weight * slope;
            second += weight * 2 * w * slope;
        }

        var expected = VonMisesFisher.Length(n, k).Slope;
        Assert.Equal(expected, first / total, 1e-4 * expected);
        var step = 1e-3 * k;
        var squares = (MeanSquare(n, k + step) - MeanSquare(n, k - step)) / (2 * step);
        Assert.Equal(squares, second / total, (1e-3 * Math.Abs(squares)) + 1e-7);
    }

    [Fact]
    public void Areas_of_spheres_are_known()
    {
        Assert.Equal(Math.Log(2 * Math.PI), VonMisesFisher.LogArea(2), 1e-12);
        Assert.Equal(Math.Log(4 * Math.PI), VonMisesFisher.LogArea(3), 1e-12);
        Assert.Equal(Math.Log(2 * Math.PI * Math.PI), VonMisesFisher.LogArea(4), 1e-12);
    }

    [Fact]
    public void In_three_dimensions_everything_is_elementary()
    {
        foreach (var k in new[] { 1e-3, 0.5, 3, 80, 5000, 1e6 })
        {
            var length = (1 / Math.Tanh(k)) - (1 / k);
            Assert.Equal(length, VonMisesFisher.Length(3, k).Value, 1e-9);
            var logNormalizer = Math.Log(k) - Math.Log(2 * Math.PI) - k - Math.Log(-Math.Exp(-2 * k) + 1);
            Assert.Equal(logNormalizer, VonMisesFisher.LogNormalizer(3, k).Value, 1e-9 * Math.Max(1, k));
            Assert.True(VonMisesFisher.Divergence(3, k).Value >= 0);
        }
    }

    [Fact]
    public void Quadrature_is_exact_for_polynomials_and_close_for_waves()
    {
        Assert.Equal(2.0 / 121, GaussLegendre.Integrate(x => Math.Pow(x, 120), -1, 1), 1e-13);
        Assert.Equal(1 - Math.Cos(20), GaussLegendre.Integrate(Math.Sin, 0, 20), 1e-12);
    }

    private static double Angle(int i) => (i + 0.5) * Math.PI / Points;

    private static double Log(int n, double k, double angle) => (k * Math.Cos(angle)) + ((n - 2) * Math.Log(Math.Sin(angle)));

    private static IEnumerable<double> Logs(int n, double k) => Enumerable.Range(0, Points).Select(i => Log(n, k, Angle(i)));

    // E[w^2] = A' + A^2.
    private static double MeanSquare(int n, double k)
    {
        var (length, slope) = VonMisesFisher.Length(n, k);
        return slope + (length * length);
    }
}
