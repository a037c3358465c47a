using Hourglass.Evaluation;

namespace Hourglass.Tests.Evaluation;

/// <summary>On a model whose density and posterior are known.</summary>
public sealed class ImportanceSamplingTests
{
    [Fact]
    public void The_exact_posterior_gives_the_exact_likelihood_with_any_draw()
    {
        using var model = LinearGaussian.Model(widening: 0, new CountingLoss());
        var metrics = ImportanceSampling.Estimate(model, LinearGaussian.Data, 7, seed: 1);
        Assert.Equal(LinearGaussian.Exact(), metrics.Value("nll_nats"), 1e-5);
        Assert.Equal(0, metrics.Value("nll_standard_error_nats"), 1e-5);
        Assert.Equal(7, metrics.Value("nll_samples"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Another_posterior_gives_it_within_the_standard_error(ulong seed)
    {
        using var model = LinearGaussian.Model(widening: 0.7, new CountingLoss());
        var metrics = ImportanceSampling.Estimate(model, LinearGaussian.Data, 2000, seed);
        var error = metrics.Value("nll_standard_error_nats");
        Assert.InRange(error, 1e-4, 0.02);
        Assert.InRange(metrics.Value("nll_nats"), LinearGaussian.Exact() - (3 * error), LinearGaussian.Exact() + (3 * error));
    }

    [Fact]
    public void The_standard_error_is_the_spread_over_seeds()
    {
        using var model = LinearGaussian.Model(widening: 0.7, new CountingLoss());
        var estimates = Enumerable.Range(0, 60).Select(seed => ImportanceSampling.Estimate(model, LinearGaussian.Data, 200, (ulong)seed).ToArray()).ToArray();
        double[] values = [.. estimates.Select(metrics => metrics.Value("nll_nats"))];
        var spread = Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1));

        // 60 seeds give the spread to 9 %.
        Assert.Equal(1, spread / estimates.Average(metrics => metrics.Value("nll_standard_error_nats")), 0.35);
    }

    [Theory]
    [InlineData(1, 1 << 19)]
    [InlineData(13, 1 << 19)]
    [InlineData(13, 15)]
    [InlineData(13, 120)]
    [InlineData(4, 1)]
    public void Exactly_the_asked_number_of_draws_is_taken_for_each_example(int draws, int numbersAtOnce)
    {
        var loss = new CountingLoss();
        using var model = LinearGaussian.Model(widening: 0.2, loss);
        var metrics = ImportanceSampling.Estimate(model, LinearGaussian.Data, draws, seed: 1, numbersAtOnce).ToArray();
        Assert.Equal((long)draws * LinearGaussian.Data.Count, loss.Scored);
        Assert.Equal(LinearGaussian.Exact(), metrics.Value("nll_nats"), 0.5);
        Assert.Equal(draws > 1, metrics.Any(metric => metric.Name == "nll_standard_error_nats"));
    }

    [Fact]
    public void More_draws_lower_the_bound()
    {
        using var model = LinearGaussian.Model(widening: 2, new CountingLoss());
        var one = Enumerable.Range(0, 20).Average(seed => ImportanceSampling.Estimate(model, LinearGaussian.Data, 1, (ulong)seed).Value("nll_nats"));
        var many = ImportanceSampling.Estimate(model, LinearGaussian.Data, 1000, seed: 1).Value("nll_nats");
        Assert.True(one > many + 0.2, $"{one} with one draw, {many} with a thousand");
    }

    [Fact]
    public void Logarithms_far_apart_and_far_from_zero_are_averaged_in_pieces()
    {
        var mean = new LogMeanExp();
        mean.Add([-2000, -2001]);
        mean.Add([-1000]);
        mean.Add([-1000 + Math.Log(3), double.NegativeInfinity]);
        Assert.Equal(-1000 + Math.Log(4.0 / 5), mean.Value, 1e-9);

        // Of 0, 0, 1, 3, 0: mean 0.8 and variance 1.7.
        Assert.Equal(1.7 / (5 * 0.64), mean.Variance, 1e-9);
    }
}
