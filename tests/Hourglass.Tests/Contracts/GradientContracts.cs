using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Tests.Contracts;

/// <summary>The gradients of each player's objective: they reach what it owns and nothing else, and equal finite differences.</summary>
public sealed class GradientContracts
{
    // Their gradient is by design not that of the figure they report; tests of their own hold it.
    private static readonly Dictionary<string, string> Surrogates = new(StringComparer.Ordinal)
    {
        ["vq-vae"] = "straight-through: rounding has no slope",
        ["fsq-ae"] = "straight-through: rounding has no slope",
        ["hrq-vae"] = "straight-through: rounding has no slope",
        ["sphere-vae"] = "implicit reparameterisation: the rejection sampler's own path is not the one differentiated",
    };

    public static TheoryData<string> Trained => ContractCase.Names(ContractCase.Trained);

    public static TheoryData<string> Differentiable => ContractCase.Names(ContractCase.Trained.Where(one => !Surrogates.ContainsKey(one.Recipe)));

    [Theory]
    [MemberData(nameof(Trained))]
    public void The_gradient_reaches_every_weight(string name)
    {
        var contract = ContractCase.Of(name);
        using var scope = NewDisposeScope();
        using var model = contract.Blueprint().Build(5);
        model.Modules.train();
        var stage = new ObjectiveStage(model, 1);
        Assert.Equal(model.Modules.parameters().Count(), stage.Players.Sum(player => player.Owns.Count));
        Losses(stage, contract.Batch(8)).Backward();
        Assert.All(model.Modules.named_parameters(), pair =>
        {
            var gradient = pair.parameter.grad;
            Assert.True(gradient is not null, $"{pair.name} has no gradient.");
            Assert.True(gradient.abs().max().item<float>() > 0, $"{pair.name} has a gradient of zero.");
            Assert.True(gradient.isfinite().all().item<bool>());
        });
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void The_gradient_equals_finite_differences(string name)
    {
        var contract = ContractCase.Of(name);

        // Maps of small variance are blown up by their normalisation, and so is what lies between two points.
        var step = contract.Normalization is null ? 1e-5 : 1e-6;
        using var scope = NewDisposeScope();
        using var model = WithScore(contract.Blueprint()).Build(5);
        model.Modules.to(ScalarType.Float64);
        var batch = contract.Batch(8);
        batch = batch with { Rows = batch.Rows.to_type(float64) };
        var stage = new ObjectiveStage(model, 1);
        Losses(stage, batch).Backward();
        using var random = new Generator(11);
        for (var player = 0; player < stage.Players.Count; player++)
        {
            var parameters = stage.Players[player].Owns;
            var gradients = parameters.Select(parameter => parameter.grad!.clone()).ToArray();
            for (var trial = 0; trial < 4; trial++)
            {
                var directions = parameters.Select(parameter => randn(parameter.shape, dtype: float64, generator: random)).ToArray();
                var expected = parameters.Select((_, i) => (gradients[i] * directions[i]).sum().item<double>()).Sum();
                Move(parameters, directions, step);
                var above = Loss(stage, player, batch);
                Move(parameters, directions, -2 * step);
                var below = Loss(stage, player, batch);
                Move(parameters, directions, step);
                Assert.Equal(expected, (above - below) / (2 * step), 1e-5 * Math.Max(1, Math.Abs(expected)));
            }
        }
    }

    // The path derivative equals that of the estimate on average alone; a test of its own holds it.
    private static Blueprint WithScore(Blueprint blueprint) =>
        blueprint is Blueprint<GaussianCode> gaussian
            ? gaussian with { Objective = [.. gaussian.Objective.Select(term => term is Kl kl ? kl with { PathDerivative = false } : term)] }
            : blueprint;

    // The generator starts anew each time, so that the losses are a function of the weights alone.
    private static IReadOnlyList<IReadOnlyList<Tensor>> Terms(Stage stage, Batch batch)
    {
        using var random = Randomness.Generator(9, RandomPurpose.TrainingStep);
        return stage.Evaluate(batch, new Moment(double.PositiveInfinity, batch.Count), random);
    }

    private static StageLosses Losses(Stage stage, Batch batch) => new(stage, Terms(stage, batch), double.PositiveInfinity);

    private static double Loss(Stage stage, int player, Batch batch)
    {
        using var frozen = no_grad();
        return Terms(stage, batch)[player].Select((term, i) => term.mean().item<double>() * stage.Players[player].Terms[i].Weight.At(double.PositiveInfinity))
            .Sum();
    }

    private static void Move(IReadOnlyList<Parameter> parameters, Tensor[] directions, double step)
    {
        using var frozen = no_grad();
        for (var i = 0; i < parameters.Count; i++) parameters[i].add_(directions[i], alpha: step);
    }
}
