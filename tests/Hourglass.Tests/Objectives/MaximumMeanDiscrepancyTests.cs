using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Tests.Objectives;

public sealed class MaximumMeanDiscrepancyTests
{
    private const int Latent = 3;
    private const int Count = 40;
    private const int Repeats = 400;

    [Theory]
    [InlineData(KernelKind.Rbf)]
    [InlineData(KernelKind.Imq)]
    public void Equal_distributions_are_at_no_distance_on_average_and_others_are(KernelKind kernel)
    {
        var (same, error) = Mean(kernel, shift: 0, deviation: 1);
        Assert.Equal(0, same, 4 * error);
        Assert.InRange(error, 0, 0.002);
        foreach (var (shift, deviation) in new[] { (0.7, 1.0), (0.0, 2.0), (0.0, 0.4) })
        {
            var (other, spread) = Mean(kernel, shift, deviation);
            Assert.True(other > 5 * spread, $"{other} for {shift}, {deviation}");
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.7, 1)]
    [InlineData(0.4, 2)]
    public void Of_normal_distributions_it_has_its_closed_form(double shift, double deviation)
    {
        // E exp(-|x - y|^2 / 2l) for x - y ~ N(m, v I) is (l / (l + v))^(l/2) exp(-|m|^2 / 2(l + v)).
        double Likeness(double square, double variance) => Math.Pow(Latent / (Latent + variance), Latent / 2.0) * Math.Exp(-square / (2 * (Latent + variance)));
        var variance = deviation * deviation;
        var expected = Likeness(0, 2) + Likeness(0, 2 * variance) - (2 * Likeness(Latent * shift * shift, 1 + variance));
        var (mean, error) = Mean(KernelKind.Rbf, shift, deviation);
        Assert.Equal(expected, mean, 4 * error);
    }

    [Fact]
    public void Inverse_multiquadrics_are_averaged_over_their_scales()
    {
        using var scope = NewDisposeScope();
        double[,] first = { { 0.5, -1 }, { 2, 0.3 } };
        double[,] second = { { -0.2, 0.1 }, { 1, 1 }, { 0, -3 } };
        double[] scales = [0.1, 0.2, 0.5, 1, 2, 5, 10];
        double Likeness(double[,] a, int i, double[,] b, int j)
        {
            var squared = Math.Pow(a[i, 0] - b[j, 0], 2) + Math.Pow(a[i, 1] - b[j, 1], 2);
            return scales.Average(scale => 4 * scale / ((4 * scale) + squared));
        }

        var across = Enumerable.Range(0, 2).Average(i => Enumerable.Range(0, 3).Average(j => Likeness(first, i, second, j)));
        var within = (Likeness(second, 0, second, 1) + Likeness(second, 0, second, 2) + Likeness(second, 1, second, 2)) / 3;
        var expected = Likeness(first, 0, first, 1) + within - (2 * across);
        Assert.Equal(expected, MaximumMeanDiscrepancy.Between(tensor(first), tensor(second), KernelKind.Imq).item<double>(), 1e-12);
    }

    [Fact]
    public void A_single_vector_has_a_discrepancy_too()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(-2 * Math.Exp(-0.5), MaximumMeanDiscrepancy.Between(tensor(new[,] { { 1.0 } }), tensor(new[,] { { 0.0 } }), KernelKind.Rbf).item<double>(),
            1e-12);
    }

    [Fact]
    public void Alpha_and_lambda_weigh_the_kl_and_the_discrepancy()
    {
        var networks = Networks.Dense(Hourglass.Data.DataShape.Row(6), [4], 2);
        Assert.Equal([1, 0.75, 9.25], Recipes.InfoVae(networks, alpha: 0.25, lambda: 10).Terms.Select(term => term.Weight.At(0)));
        Assert.DoesNotContain(Recipes.InfoVae(networks, alpha: 1, lambda: 10).Terms, term => term is Kl);
        Assert.Contains("above 0.75", Assert.Throws<UsageException>(() => Recipes.InfoVae(networks, alpha: 0.25, lambda: 0.5)).Message,
            StringComparison.Ordinal);
    }

    private static (double Mean, double Error) Mean(KernelKind kernel, double shift, double deviation)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(7);
        var values = new double[Repeats];
        for (var i = 0; i < Repeats; i++)
        {
            var first = randn(Count, Latent, dtype: float64, generator: random);
            var second = (randn(Count + 5, Latent, dtype: float64, generator: random) * deviation) + shift;
            values[i] = MaximumMeanDiscrepancy.Between(first, second, kernel).item<double>();
        }

        var mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(value => Math.Pow(value - mean, 2)) / (Repeats - 1.0) / Repeats));
    }
}
