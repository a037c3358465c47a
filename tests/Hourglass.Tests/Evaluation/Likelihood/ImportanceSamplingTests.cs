using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Evaluation;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Tests.Losses;

namespace Hourglass.Tests.Evaluation;

/// <summary>On a model whose density and posterior are known.</summary>
public sealed class ImportanceSamplingTests
{
    [Fact]
    public void The_exact_posterior_gives_the_exact_likelihood_with_any_draw()
    {
        using var model = LinearGaussian.Model(widening: 0, new CountingLoss());
        var metrics = ImportanceSampling.Estimate(model, LinearGaussian.Data, 7, seed: 1).Metrics;
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
        var metrics = ImportanceSampling.Estimate(model, LinearGaussian.Data, 2000, seed).Metrics;
        var error = metrics.Value("nll_standard_error_nats");
        Assert.InRange(error, 1e-4, 0.02);
        Assert.InRange(metrics.Value("nll_nats"), LinearGaussian.Exact() - (3 * error), LinearGaussian.Exact() + (3 * error));
    }

    [Fact]
    public void The_standard_error_is_the_spread_over_seeds()
    {
        using var model = LinearGaussian.Model(widening: 0.7, new CountingLoss());
        var estimates = Enumerable.Range(0, 60).Select(seed => ImportanceSampling.Estimate(model, LinearGaussian.Data, 200, (ulong)seed)).ToArray();
        double[] values = [.. estimates.Select(estimate => estimate.Nats)];
        var spread = Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1));

        // 60 seeds give the spread to 9 %.
        Assert.Equal(1, spread / estimates.Average(estimate => estimate.StandardErrorNats), 0.35);
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
        var metrics = ImportanceSampling.OfDrawn(model, LinearGaussian.Data, draws, seed: 1, numbersAtOnce: numbersAtOnce).Metrics;
        Assert.Equal((long)draws * LinearGaussian.Data.Count, loss.Scored);
        Assert.Equal(LinearGaussian.Exact(), metrics.Value("nll_nats"), 0.5);
        Assert.Equal(draws > 1, metrics.Any(metric => metric.Name == "nll_standard_error_nats"));
    }

    [Fact]
    public void More_draws_lower_the_bound()
    {
        using var model = LinearGaussian.Model(widening: 2, new CountingLoss());
        var one = Enumerable.Range(0, 20).Average(seed => ImportanceSampling.Estimate(model, LinearGaussian.Data, 1, (ulong)seed).Nats);
        var many = ImportanceSampling.Estimate(model, LinearGaussian.Data, 1000, seed: 1).Nats;
        Assert.True(one > many + 0.2, $"{one} with one draw, {many} with a thousand");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_fused_engine_gives_the_likelihood_within_the_standard_error(ulong seed)
    {
        using var model = LinearGaussian.Model(widening: 0.7, new Gaussian(LinearGaussian.Deviation));
        var estimate = ImportanceSampling.Estimate(model, LinearGaussian.Data, 2000, seed);
        Assert.Equal(Engine.Fused, estimate.Engine);
        Assert.InRange(estimate.StandardErrorNats, 1e-4, 0.02);
        Assert.InRange(estimate.Nats, LinearGaussian.Exact() - (3 * estimate.StandardErrorNats), LinearGaussian.Exact() + (3 * estimate.StandardErrorNats));
    }

    [Theory]
    [InlineData(33)]
    [InlineData(100)]
    [InlineData(129)]
    [InlineData(1000)]
    public void The_fused_engine_takes_exactly_the_asked_number_of_draws(int draws)
    {
        // With the exact posterior every draw has the same weight: a draw too many or too few, or one of another example, would show.
        using var model = LinearGaussian.Model(widening: 0, new Gaussian(LinearGaussian.Deviation));
        var estimate = ImportanceSampling.Estimate(model, LinearGaussian.Data, draws);
        Assert.Equal(Engine.Fused, estimate.Engine);
        Assert.Equal(LinearGaussian.Exact(), estimate.Nats, 1e-5);
        Assert.All(estimate.EffectiveSamples, effective => Assert.Equal(draws, effective, 1e-3));
        var torch = ImportanceSampling.OfDrawn(model, LinearGaussian.Data, 2, seed: 1, Engine.Torch);
        Assert.All(estimate.ExampleNats.Zip(torch.ExampleNats), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Null(estimate.Warning);
    }

    [Fact]
    public void The_fused_engine_agrees_with_libtorch()
    {
        var shape = new DataShape(1, 9, 7);
        var pictures = new FloatExamples([.. Batches.Numbers(40 * shape.Size, 3).Select(value => value < 0.4f ? 0f : value < 0.8f ? 1f : value)], shape);
        var dense = Networks.Dense(shape, hidden: [20, 11], latent: 3);
        Blueprint[] blueprints =
        [
            Recipes.Vae(dense), Recipes.Vae(dense, new Gaussian(0.7)), Recipes.Vae(dense, new Laplace(0.6)),
                Recipes.Vae(Networks.Conv(shape, [4, 5], latent: 3)),
        ];
        var rows = new FloatExamples(Batches.Numbers(40 * 23, 3), DataShape.Row(23));
        foreach (var blueprint in blueprints.Append(Recipes.Vae(Networks.Dense(rows.Shape, [20], latent: 3), DensityColumnsTests.Wide)))
        {
            using var model = blueprint.Build(4);
            Examples examples = blueprint.Loss is Hourglass.Losses.Columns ? rows : pictures;
            var fused = ImportanceSampling.OfDrawn(model, examples, 800, seed: 1);
            var torch = ImportanceSampling.OfDrawn(model, examples, 800, seed: 1, Engine.Torch);
            Assert.Equal(Engine.Fused, fused.Engine);
            Assert.Equal(Engine.Torch, torch.Engine);
            var error = Math.Sqrt(Math.Pow(fused.StandardErrorNats, 2) + Math.Pow(torch.StandardErrorNats, 2));
            Assert.InRange(error, 1e-5, 0.05);
            Assert.InRange(fused.Nats - torch.Nats, -3.5 * error, 3.5 * error);
            Assert.Equal(1, fused.EffectiveSamples.Average() / torch.EffectiveSamples.Average(), 0.1);
        }
    }

    [Fact]
    public void The_figures_are_the_same_for_any_number_of_threads_and_any_neighbours_in_the_batch()
    {
        var shape = new DataShape(1, 9, 7);
        var pictures = new FloatExamples(Batches.Numbers(20 * shape.Size, 3), shape);
        using var model = Recipes.Vae(Networks.Dense(shape, hidden: [20], latent: 3)).Build(4);
        var all = ImportanceSampling.OfDrawn(model, pictures, 50, seed: 1);
        Assert.Equal(all.ExampleNats, ImportanceSampling.OfDrawn(model, pictures, 50, seed: 1).ExampleNats);
        Assert.Equal(all.ExampleNats.Take(7), ImportanceSampling.OfDrawn(model, pictures.First(7), 50, seed: 1).ExampleNats);
        Assert.NotEqual(all.ExampleNats, ImportanceSampling.OfDrawn(model, pictures, 50, seed: 2).ExampleNats);
    }

    [Fact]
    public void All_models_draws_and_engines_are_judged_on_the_same_zeros_and_ones()
    {
        // Nothing but the decoder's biases: the likelihood of each example is that of its pixels, whatever the latent vector.
        var shape = new DataShape(1, 5, 4);
        var grey = new FloatExamples(Batches.Numbers(600 * shape.Size, 3), shape);
        IReadOnlyList<double> Nats(int latent, int draws, ulong seed)
        {
            using var model = (Recipes.Vae(Networks.Dense(shape, [], latent)) with { Binarization = Binarization.Dynamic }).Build(1);
            using (TorchSharp.torch.no_grad())
            {
                foreach (var parameter in model.Modules.parameters()) parameter.zero_();
                model.Modules.get_parameter("decoder.dense1.bias")!.copy_(TorchSharp.torch.linspace(-3, 3, shape.Size));
            }

            var estimate = ImportanceSampling.Estimate(model, grey, draws, seed);
            Assert.Equal(draws >= 32 ? Engine.Fused : Engine.Torch, estimate.Engine);
            return estimate.ExampleNats;
        }

        var few = Nats(latent: 1, draws: 2, seed: 1);
        Assert.True(few.Max() - few.Min() > 5);
        foreach (var other in new[] { Nats(1, 3, 1), Nats(1, 40, 1), Nats(3, 40, 1) })
            Assert.All(few.Zip(other), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        Assert.NotEqual(few.Select(nats => Math.Round(nats, 2)), Nats(1, 2, 2).Select(nats => Math.Round(nats, 2)));
    }

    [Fact]
    public void Zero_weights_at_first_do_not_spoil_what_comes_after_them()
    {
        var mean = new LogMeanExp();
        mean.Add([double.NegativeInfinity, double.NegativeInfinity]);
        Assert.Equal(double.NegativeInfinity, mean.Value);
        mean.Add([0, double.NegativeInfinity]);
        Assert.Equal(-Math.Log(4), mean.Value, 1e-12);
        Assert.Equal(1, mean.EffectiveCount, 1e-12);
    }

    [Fact]
    public void Models_whose_weights_are_not_compiled_go_to_libtorch()
    {
        var shape = new DataShape(1, 8, 8);
        var networks = Networks.Dense(shape, hidden: [8], latent: 2);
        var pictures = new FloatExamples(Batches.Numbers(6 * shape.Size, 3), shape);
        foreach (var blueprint in new Blueprint[] { Recipes.VampVae(networks, 5), Recipes.Vae(Networks.Residual(shape, 2, channels: [4])) })
        {
            using var model = blueprint.Build(1);
            Assert.Equal(Engine.Torch, ImportanceSampling.Estimate(model, pictures, 40).Engine);
        }
    }

    [Fact]
    public void The_effective_sample_size_is_that_of_Kish_and_few_draws_are_warned_of()
    {
        var mean = new LogMeanExp();
        mean.Add([0, 0, double.NegativeInfinity]);
        mean.Add([Math.Log(2)]);
        Assert.Equal(16.0 / 6, mean.EffectiveCount, 1e-12);
        using var wide = LinearGaussian.Model(widening: 4, new CountingLoss());
        var estimate = ImportanceSampling.Estimate(wide, LinearGaussian.Data, 40);
        Assert.InRange(estimate.EffectiveSamples.Average(), 2, 15);
        Assert.Contains("raise nll_samples", estimate.Warning, StringComparison.Ordinal);
        Assert.True(estimate.EffectiveSamples.Min() <= estimate.LowEffectiveSamples && estimate.LowEffectiveSamples <= estimate.EffectiveSamples.Average());
        using var exact = LinearGaussian.Model(widening: 0, new CountingLoss());
        Assert.Null(ImportanceSampling.Estimate(exact, LinearGaussian.Data, 40).Warning);
    }

    [Fact]
    public void Bits_per_dimension_are_nats_over_the_features()
    {
        using var model = LinearGaussian.Model(widening: 0, new CountingLoss());
        Assert.Equal(LinearGaussian.Exact() / (3 * Math.Log(2)), ImportanceSampling.Estimate(model, LinearGaussian.Data, 5).BitsPerDimension, 1e-5);
    }

    [Fact]
    public void Models_without_a_density_are_refused()
    {
        using var model = Recipes.Ae(Networks.Dense(LinearGaussian.Data.Shape, [], 1), new Gaussian()).Build(1);
        Assert.Contains("no density", Assert.Throws<UsageException>(() => ImportanceSampling.Estimate(model, LinearGaussian.Data, 5)).Message,
            StringComparison.Ordinal);
        using var vae = LinearGaussian.Model(widening: 0, new CountingLoss());
        Assert.Contains("at least 1", Assert.Throws<UsageException>(() => ImportanceSampling.Estimate(vae, LinearGaussian.Data, 0)).Message,
            StringComparison.Ordinal);
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
