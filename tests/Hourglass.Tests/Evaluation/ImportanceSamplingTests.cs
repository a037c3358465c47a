using Hourglass.Data;
using Hourglass.Evaluation;
using static TorchSharp.torch;

namespace Hourglass.Tests.Evaluation;

/// <summary>On x = w z + b + s e with z, e ~ N(0, I), whose density N(b, w w' + s^2 I) and posterior are known.</summary>
public sealed class ImportanceSamplingTests
{
    private const double Noise = CountingLoss.Deviation * CountingLoss.Deviation;
    private static readonly double[] Weight = [0.8, -0.5, 0.3];
    private static readonly double[] Bias = [0.1, 0.2, -0.4];
    private static readonly double Gain = Weight.Sum(w => w * w);
    private static readonly double PosteriorVariance = 1 / (1 + (Gain / Noise));
    private static readonly FloatExamples Data = new([.. Batches.Numbers(30, 5).Select(value => (3 * value) - 1.5f)], DataShape.Row(3));

    [Fact]
    public void The_exact_posterior_gives_the_exact_likelihood_with_any_draw()
    {
        using var model = Model(widening: 0, new CountingLoss());
        var metrics = ImportanceSampling.Estimate(model, Data, 7, seed: 1);
        Assert.Equal(Exact(), metrics.Value("nll_nats"), 1e-5);
        Assert.Equal(0, metrics.Value("nll_standard_error_nats"), 1e-5);
        Assert.Equal(7, metrics.Value("nll_samples"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Another_posterior_gives_it_within_the_standard_error(ulong seed)
    {
        using var model = Model(widening: 0.7, new CountingLoss());
        var metrics = ImportanceSampling.Estimate(model, Data, 2000, seed);
        var error = metrics.Value("nll_standard_error_nats");
        Assert.InRange(error, 1e-4, 0.02);
        Assert.InRange(metrics.Value("nll_nats"), Exact() - (3 * error), Exact() + (3 * error));
    }

    [Fact]
    public void The_standard_error_is_the_spread_over_seeds()
    {
        using var model = Model(widening: 0.7, new CountingLoss());
        var estimates = Enumerable.Range(0, 60).Select(seed => ImportanceSampling.Estimate(model, Data, 200, (ulong)seed).ToArray()).ToArray();
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
        using var model = Model(widening: 0.2, loss);
        var metrics = ImportanceSampling.Estimate(model, Data, draws, seed: 1, numbersAtOnce).ToArray();
        Assert.Equal((long)draws * Data.Count, loss.Scored);
        Assert.Equal(Exact(), metrics.Value("nll_nats"), 0.5);
        Assert.Equal(draws > 1, metrics.Any(metric => metric.Name == "nll_standard_error_nats"));
    }

    [Fact]
    public void More_draws_lower_the_bound()
    {
        using var model = Model(widening: 2, new CountingLoss());
        var one = Enumerable.Range(0, 20).Average(seed => ImportanceSampling.Estimate(model, Data, 1, (ulong)seed).Value("nll_nats"));
        var many = ImportanceSampling.Estimate(model, Data, 1000, seed: 1).Value("nll_nats");
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

    /// <summary>The mean of -log N(x; b, w w' + s^2 I), by the formulas of Sherman and Morrison.</summary>
    private static double Exact()
    {
        var values = Data.ToArray();
        return Enumerable.Range(0, Data.Count).Average(i =>
        {
            double[] d = [.. Bias.Select((b, j) => values[(i * 3) + j] - b)];
            var along = d.Zip(Weight, (x, w) => x * w).Sum();
            var square = (d.Sum(x => x * x) - (along * along / (Noise + Gain))) / Noise;
            return 0.5 * (square + (3 * Math.Log(2 * Math.PI * Noise)) + Math.Log(1 + (Gain / Noise)));
        });
    }

    /// <summary>The model with the posterior's mean and with its variance times exp(<paramref name="widening"/>).</summary>
    private static Autoencoder Model(double widening, CountingLoss loss)
    {
        var model = Recipes.Vae(Networks.Dense(Data.Shape, hidden: [], latent: 1), loss).Build();
        using var frozen = no_grad();
        var factor = PosteriorVariance / Noise;
        var weights = model.Modules.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        Set("encoder.dense1.weight", [.. Weight.Select(w => factor * w), 0, 0, 0]);
        Set("encoder.dense1.bias", [-factor * Weight.Zip(Bias, (w, b) => w * b).Sum(), Math.Log(PosteriorVariance) + widening]);
        Set("decoder.dense1.weight", Weight);
        Set("decoder.dense1.bias", Bias);
        return model;

        void Set(string name, double[] values) => weights[name].copy_(tensor(values).reshape(weights[name].shape));
    }
}
