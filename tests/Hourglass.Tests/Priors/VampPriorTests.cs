using Hourglass.Data;
using Hourglass.Priors;
using Hourglass.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Priors;

public sealed class VampPriorTests
{
    private static readonly Networks Bodies = Networks.Dense(DataShape.Row(6), [5], 2, Activation.Tanh);

    [Fact]
    public void The_density_integrates_to_one()
    {
        const int Side = 401;
        const double Reach = 12;
        using var scope = NewDisposeScope();
        using var model = Model();
        using var frozen = no_grad();
        using var random = new Generator(1);
        var axis = linspace(-Reach, Reach, Side, dtype: float64);
        var grid = stack([axis.repeat_interleave(Side), axis.repeat(Side)], 1);
        var density = model.Modules.LogPrior(grid, random, model).exp();
        var cell = Math.Pow(2 * Reach / (Side - 1), 2);
        Assert.Equal(1, density.sum().item<double>() * cell, 1e-6);

        // The moments of the same density are those that the prior tells.
        var (mean, deviation) = model.Modules.Prior.Marginals(model);
        var first = (grid * density.unsqueeze(1)).sum([0L]) * cell;
        var second = (grid.square() * density.unsqueeze(1)).sum([0L]) * cell;
        Assert.True(first.allclose(mean, atol: 1e-6));
        Assert.True((second - first.square()).sqrt().allclose(deviation, atol: 1e-6));
    }

    [Fact]
    public void The_density_is_the_mean_of_the_posteriors_at_the_pseudo_inputs()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        using var random = new Generator(1);
        var points = randn(7, 2, dtype: float64, generator: random) * 2;
        var inputs = model.Modules.get_parameter("prior.inputs")!;
        var each = Enumerable.Range(0, (int)inputs.shape[0])
            .Select(k => ((Hourglass.Codes.GaussianCode)model.Read(new Batch(inputs.narrow(0, k, 1)))).LogDensity(points).exp());
        Assert.True(stack([.. each]).mean([0L]).log().allclose(model.Modules.LogPrior(points, random, model), rtol: 1e-9));
    }

    [Fact]
    public void Draws_follow_the_density()
    {
        // For draws of p, E[f/p] is the integral of f over p's support: f is another density.
        const int Count = 100_000;
        using var scope = NewDisposeScope();
        using var model = Model();
        using var frozen = no_grad();
        using var random = new Generator(1);
        var draws = model.Modules.Prior.Sample(Count, random, model);
        var (mean, _) = model.Modules.Prior.Marginals(model);
        var narrow = ((draws - mean).square().sum(1) * -0.5 / 0.09).exp() / (2 * Math.PI * 0.09);
        var ratio = narrow / model.Modules.LogPrior(draws, random, model).exp();
        var error = ratio.std().item<double>() / Math.Sqrt(Count);
        Assert.InRange(error, 1e-6, 0.02);
        Assert.Equal(1, ratio.mean().item<double>(), 4 * error);
        Assert.True(draws.mean([0L]).allclose(mean, atol: 0.05));
    }

    [Fact]
    public void Pseudo_inputs_start_as_different_training_examples()
    {
        using var scope = NewDisposeScope();
        float[] values = [.. Enumerable.Range(0, 20 * 6).Select(i => i / 120f)];
        using var run = new TrainingRun(Recipes.VampVae(Bodies, components: 8), new FloatExamples(values, Bodies.Shape), new TrainingOptions { Epochs = 1 });
        var rows = tensor(values).reshape(20, 6);
        var inputs = run.Model.Modules.get_parameter("prior.inputs")!;
        var places = cdist(inputs, rows).argmin(1).data<long>().ToArray();
        Assert.True(cdist(inputs, rows).amin([1]).max().item<float>() < 1e-4);
        Assert.Equal(8, places.Distinct().Count());

        using var noise = new TrainingRun(Recipes.VampVae(Bodies, 8, PseudoInputOrigin.Random), new FloatExamples(values, Bodies.Shape),
            new TrainingOptions { Epochs = 1 });
        Assert.True(cdist(noise.Model.Modules.get_parameter("prior.inputs")!, rows).amin([1]).min().item<float>() > 1e-3);
    }

    [Fact]
    public void What_does_not_fit_is_told()
    {
        Assert.Contains("components is 0", Assert.Throws<UsageException>(() => Recipes.VampVae(Bodies, 0).Build()).Message, StringComparison.Ordinal);
        var point = Recipes.Ae(Bodies) with { Prior = new VampPrior() };
        Assert.Contains("GaussianSpec", Assert.Throws<UsageException>(() => point.Build()).Message, StringComparison.Ordinal);
        var told = Recipes.VampVae(Bodies with { Condition = new LabelCondition(3) });
        Assert.Contains("condition", Assert.Throws<UsageException>(() => told.Build()).Message, StringComparison.Ordinal);
    }

    private static Autoencoder Model()
    {
        var model = Recipes.VampVae(Bodies, components: 5).Build(3);
        using var frozen = no_grad();
        using var random = new Generator(2);
        model.Modules.get_parameter("prior.inputs")!.copy_(randn(5, 6, generator: random) * 2);
        model.Modules.to(ScalarType.Float64);
        return model;
    }
}
