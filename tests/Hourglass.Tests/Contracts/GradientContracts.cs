using Hourglass.Numerics;
using Hourglass.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Contracts;

/// <summary>The gradient of each recipe's objective, in double precision, against finite differences.</summary>
public sealed class GradientContracts
{
    public static TheoryData<string> Trained => ContractCase.Names(ContractCase.Trained);

    [Theory]
    [MemberData(nameof(Trained))]
    public void The_gradient_reaches_every_weight(string name)
    {
        var contract = ContractCase.Of(name);
        using var scope = NewDisposeScope();
        using var model = contract.Blueprint().Build(5);
        using var batch = Batch(contract);
        Loss(model, batch).backward();
        Assert.All(model.Modules.named_parameters(), pair =>
        {
            var gradient = pair.parameter.grad;
            Assert.True(gradient is not null, $"{pair.name} has no gradient.");
            Assert.True(gradient.abs().max().item<float>() > 0, $"{pair.name} has a gradient of zero.");
            Assert.True(gradient.isfinite().all().item<bool>());
        });
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void The_gradient_equals_finite_differences(string name)
    {
        const double Step = 1e-5;
        var contract = ContractCase.Of(name);
        using var scope = NewDisposeScope();
        using var model = contract.Blueprint().Build(5);
        model.Modules.to(ScalarType.Float64);
        using var batch = Batch(contract);
        var parameters = model.Modules.parameters().ToArray();
        Loss(model, batch).backward();
        var gradients = parameters.Select(parameter => parameter.grad!.clone()).ToArray();
        using var frozen = no_grad();
        using var random = new Generator(11);
        for (var trial = 0; trial < 4; trial++)
        {
            var directions = parameters.Select(parameter => randn(parameter.shape, dtype: float64, generator: random)).ToArray();
            var expected = parameters.Select((_, i) => (gradients[i] * directions[i]).sum().item<double>()).Sum();
            Move(parameters, directions, Step);
            var above = Loss(model, batch).item<double>();
            Move(parameters, directions, -2 * Step);
            var below = Loss(model, batch).item<double>();
            Move(parameters, directions, Step);
            Assert.Equal(expected, (above - below) / (2 * Step), 1e-5 * Math.Max(1, Math.Abs(expected)));
        }
    }

    // The generator starts anew each time, so that the loss is a function of the weights alone.
    private static Tensor Loss(Autoencoder model, Tensor batch)
    {
        using var random = Randomness.Generator(9, RandomPurpose.TrainingStep);
        var (input, target) = Inputs.For(model.Blueprint, batch, random);
        var type = model.Modules.parameters().First().dtype;
        var terms = model.Evaluate(input.to_type(type), target.to_type(type), random).Terms;
        return terms.Select((term, i) => term.mean() * model.Blueprint.Terms[i].Weight.At(double.PositiveInfinity)).Aggregate((a, b) => a + b);
    }

    private static Tensor Batch(ContractCase contract) =>
        tensor(contract.Examples(8).ToArray()).reshape(8, contract.DataShape.Size);

    private static void Move(TorchSharp.Modules.Parameter[] parameters, Tensor[] directions, double step)
    {
        for (var i = 0; i < parameters.Length; i++) parameters[i].add_(directions[i], alpha: step);
    }
}
