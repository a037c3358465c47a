using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Priors;
using static TorchSharp.torch;

namespace Hourglass.Tests.Codes;

public sealed class VonMisesFisherCodeTests
{
    [Theory]
    [InlineData(2, 1.5)]
    [InlineData(3, 1)]
    [InlineData(3, 40)]
    [InlineData(6, 12)]
    [InlineData(50, 100)]
    public void Draws_have_the_moments_of_the_distribution(int n, double k)
    {
        const int Count = 20_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var mean = Unit(randn(1, n, dtype: float64, generator: random));
        var draws = new VonMisesFisherCode(mean.expand(Count, n), full(Count, k, dtype: float64)).Sample(random);
        Assert.True(draws.square().sum(1).sub(1).abs().max().item<double>() < 1e-9);
        var along = (draws * mean).sum(1);
        var (length, variance) = VonMisesFisher.Length(n, k);
        Assert.Equal(length, along.mean().item<double>(), 4.5 * Math.Sqrt(variance / Count));
        Assert.Equal(variance, along.var().item<double>(), 0.08 * variance);

        // Across the mean direction no way is preferred.
        var average = draws.mean([0L]) - (mean[0] * along.mean());
        Assert.True(average.square().sum().item<double>() < 4 * (1 - (length * length)) / Count * Math.Max(1, 10.0 / n));
    }

    [Fact]
    public void The_gradient_is_that_of_the_expectation()
    {
        // E[g(z)] for a linear and a quadratic g is known; its finite differences in direction and concentration.
        const int Count = 60_000, Dimensions = 4;
        using var scope = NewDisposeScope();
        using var random = new Generator(5);
        var weights = randn(Dimensions, dtype: float64, generator: random);
        var across = randn(Dimensions, dtype: float64, generator: random);
        var raw = randn(1, Dimensions, dtype: float64, generator: random).requires_grad_();
        var k = full(1, 6.0, dtype: float64).requires_grad_();
        var code = new VonMisesFisherCode(Unit(raw).expand(Count, Dimensions), k.expand(Count));
        var draws = code.Sample(random);
        var value = (draws.mv(weights) + draws.mv(across).square()).mean();
        value.backward();

        double Expected(Tensor direction, double concentration)
        {
            var mean = Unit(direction)[0];
            var (length, slope) = VonMisesFisher.Length(Dimensions, concentration);
            var square = slope + (length * length);
            var side = (1 - square) / (Dimensions - 1);
            var dot = (mean * across).sum().item<double>();
            return (length * (mean * weights).sum().item<double>()) + (side * across.square().sum().item<double>()) + ((square - side) * dot * dot);
        }

        using var frozen = no_grad();
        Assert.Equal(Expected(raw, 6), value.item<double>(), 0.03);
        Assert.Equal((Expected(raw, 6.001) - Expected(raw, 5.999)) / 0.002, k.grad!.item<double>(), 0.01);
        for (var i = 0; i < Dimensions; i++)
        {
            var step = zeros(1, Dimensions, dtype: float64);
            step[0, i] = 1e-4;
            Assert.Equal((Expected(raw + step, 6) - Expected(raw - step, 6)) / 2e-4, raw.grad![0, i].item<double>(), 0.03);
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(10)]
    public void The_cosine_of_a_draw_grows_with_the_concentration_as_its_mean_does(double k)
    {
        // Around three dimensions the mean cosine is coth k - 1/k.
        const int Count = 20_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(5);
        var mean = Unit(tensor(new[] { 1.0, -2, 0.5 }).reshape(1, 3));
        var concentration = full(Count, k, dtype: float64).requires_grad_();
        var cosine = new VonMisesFisherCode(mean.expand(Count, 3), concentration).Sample(random).mv(mean[0]);
        cosine.sum().backward();
        var (value, slope) = (cosine.detach(), concentration.grad!);
        Assert.Equal((1 / Math.Tanh(k)) - (1 / k), value.mean().item<double>(), 4.5 * value.std().item<double>() / Math.Sqrt(Count));
        var expected = (1 / (k * k)) - (1 / Math.Pow(Math.Sinh(k), 2));
        var error = slope.std().item<double>() / Math.Sqrt(Count);
        Assert.InRange(error, expected / 1e6, expected / 20);
        Assert.Equal(expected, slope.mean().item<double>(), 4.5 * error);
    }

    [Fact]
    public void The_density_integrates_to_one_over_the_sphere()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(5);
        const int Count = 200_000;
        var points = Unit(randn(Count, 3, dtype: float64, generator: random));
        var mean = Unit(tensor(new[] { 1.0, -2, 0.5 }).reshape(1, 3));
        var density = new VonMisesFisherCode(mean.expand(Count, 3), full(Count, 2.0, dtype: float64)).LogDensity(points).exp() * (4 * Math.PI);
        Assert.Equal(1, density.mean().item<double>(), 4.5 * density.std().item<double>() / Math.Sqrt(Count));
    }

    [Fact]
    public void Kl_is_the_mean_of_the_log_ratio_of_the_densities()
    {
        const int Count = 40_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(5);
        using var model = Recipes.SphereVae(Networks.Dense(DataShape.Row(20), [4], 5)).Build();
        var mean = Unit(randn(1, 5, dtype: float64, generator: random));
        var code = new VonMisesFisherCode(mean.expand(Count, 5), full(Count, 9.0, dtype: float64));
        var draws = code.Sample(random);
        var ratio = code.LogDensity(draws) - model.Modules.LogPrior(draws, random, model);
        var exact = Divergence.ClosedForm(code, new UniformSphere())!;
        Assert.Equal(exact[0].item<double>(), ratio.mean().item<double>(), 4.5 * ratio.std().item<double>() / Math.Sqrt(Count));
    }

    [Fact]
    public void The_gradients_of_density_and_kl_in_the_concentration_are_exact()
    {
        using var scope = NewDisposeScope();
        var mean = Unit(tensor(new[] { 1.0, -2, 0.5, 1 }).reshape(1, 4));
        var point = Unit(tensor(new[] { 0.3, -1, 0.7, 0 }).reshape(1, 4));
        foreach (var figure in new Func<VonMisesFisherCode, Tensor>[] { code => code.LogDensity(point), code => code.DivergenceFromUniform() })
        {
            var k = full(1, 3.0, dtype: float64).requires_grad_();
            figure(new VonMisesFisherCode(mean, k)).sum().backward();
            double At(double x) => figure(new VonMisesFisherCode(mean, full(1, x, dtype: float64))).item<double>();
            Assert.Equal((At(3.0001) - At(2.9999)) / 0.0002, k.grad!.item<double>(), 1e-7);
        }
    }

    [Fact]
    public void A_mean_at_the_pole_makes_no_trouble()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(5);
        var raw = tensor(new[] { 1f, 0, 0 }).reshape(1, 3).requires_grad_();
        var draw = new VonMisesFisherCode(Unit(raw), full(1, 10f)).Sample(random);
        draw.sum().backward();
        Assert.True(raw.grad!.isfinite().all().item<bool>());
        Assert.Equal(1, draw.square().sum().item<float>(), 1e-5f);
    }

    [Fact]
    public void The_prior_draws_directions()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(5);
        using var model = Recipes.SphereVae(Networks.Dense(DataShape.Row(20), [4], 5)).Build();
        var draws = model.Modules.Prior.Sample(20_000, random, model);
        Assert.True(draws.square().sum(1).sub(1).abs().max().item<float>() < 1e-5);
        var (mean, deviation) = model.PriorMarginals();
        Assert.Equal(mean, draws.mean([0L]).data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 0.015);
        Assert.Equal(deviation, draws.std(0).data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 0.01);
    }

    [Fact]
    public void A_sphere_of_one_dimension_is_refused() =>
        Assert.Contains("at least 2", Assert.Throws<UsageException>(() => Recipes.SphereVae(Networks.Dense(DataShape.Row(20), [4], 1)).Build()).Message,
            StringComparison.Ordinal);

    private static Tensor Unit(Tensor rows) => rows / rows.square().sum(1, keepdim: true).sqrt();
}
