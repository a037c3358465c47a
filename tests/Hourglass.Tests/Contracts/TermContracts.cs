using Hourglass.Numerics;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Tests.Contracts;

/// <summary>Every term of every recipe's objective is there, learns, and enters the reported loss with its weight.</summary>
public sealed class TermContracts
{
    public static TheoryData<string> All => ContractCase.Names(ContractCase.All);

    public static TheoryData<string> Trained => ContractCase.Names(ContractCase.Trained);

    [Theory]
    [MemberData(nameof(All))]
    public void Each_term_is_one_finite_number_an_example_and_not_zero(string name)
    {
        var contract = ContractCase.Of(name);
        using var scope = NewDisposeScope();
        using var model = contract.Blueprint().Build(5);
        using var random = Randomness.Generator(9, RandomPurpose.TrainingStep);
        var batch = tensor(contract.Examples(7).ToArray()).reshape(7, contract.DataShape.Size);
        var evaluated = model.Evaluate(batch, batch, random);
        Assert.Equal(model.Blueprint.Terms.Count, evaluated.Terms.Count);
        Assert.Equal(model.Blueprint.Terms.Count, model.Blueprint.Terms.Select(term => term.Metric).Distinct().Count());
        for (var i = 0; i < evaluated.Terms.Count; i++)
        {
            var term = evaluated.Terms[i];
            Assert.Equal([7L], term.shape);
            Assert.True(term.isfinite().all().item<bool>());
            Assert.True(term.abs().max().item<float>() > 1e-6, $"{model.Blueprint.Terms[i].Metric} is zero.");
            Assert.EndsWith("_nats", model.Blueprint.Terms[i].Metric, StringComparison.Ordinal);
            var gradients = autograd.grad([term.sum()], [.. model.Modules.parameters()], retain_graph: true, allow_unused: true);
            Assert.Contains(gradients, gradient => gradient is not null && !gradient.IsInvalid && gradient.abs().max().item<float>() > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void The_reported_loss_is_the_weighted_sum_of_the_terms(string name)
    {
        var contract = ContractCase.Of(name);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 8, Validation = 0.25 };
        using var run = TrainingRun.Finished(contract.Blueprint(), contract.Examples(40), options);
        var terms = run.Model.Blueprint.Terms;
        foreach (var metrics in run.Epochs.SelectMany(epoch => new[] { epoch.Train, epoch.Validation }))
        {
            Assert.Equal(["loss_nats", .. terms.Select(term => term.Metric)], metrics.Select(metric => metric.Name));
            var sum = terms.Select((term, i) => term.Weight.At(double.PositiveInfinity) * metrics[i + 1].Value).Sum();
            Assert.Equal(sum, metrics[0].Value, 1e-4 * Math.Abs(sum));
        }
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void The_first_reported_figures_are_those_of_the_initial_weights(string name)
    {
        // One step of the whole set: the epoch's means are the terms of the weights before it, whatever the step does.
        var contract = ContractCase.Of(name);
        var examples = contract.Examples(16);
        var options = new TrainingOptions { Epochs = 1, BatchSize = 16, Seed = 4 };
        using var run = TrainingRun.Finished(contract.Blueprint(), examples, options);

        using var scope = NewDisposeScope();
        using var fresh = contract.Blueprint().Build(4);
        using var random = Randomness.Generator(4, RandomPurpose.TrainingStep);
        var order = SplitMix64.Permutation(16, SplitMix64.Derive(4, (ulong)RandomPurpose.DataOrder));
        var clean = tensor(examples.Select(order).ToArray()).reshape(16, contract.DataShape.Size);
        var (input, target) = Inputs.For(fresh.Blueprint, clean, random);
        Assert.Equal(clean.data<float>().ToArray(), target.data<float>().ToArray());
        Assert.Equal(fresh.Blueprint.Corruption is null, input.eq(target).all().item<bool>());
        var means = fresh.Evaluate(input, target, random).Terms.Select(term => (double)term.mean().item<float>()).ToArray();
        Assert.Equal(means, run.Epochs[0].Train.Skip(1).Select(metric => metric.Value).ToArray(), (a, b) => Math.Abs(a - b) <= 1e-5 * Math.Abs(a));
    }
}
