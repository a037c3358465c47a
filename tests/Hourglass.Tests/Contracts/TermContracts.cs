using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Passes;
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
        var stage = new ObjectiveStage(model, 1);
        var batch = contract.Batch(7);
        var players = stage.Evaluate(batch, new Moment(double.PositiveInfinity, 7), random);
        Assert.Equal(stage.Metrics.Count, stage.Metrics.Distinct().Count());
        Assert.Equal(stage.Players.Count, players.Count);
        for (var p = 0; p < players.Count; p++)
        {
            Assert.Equal(stage.Players[p].Terms.Count, players[p].Count);
            for (var i = 0; i < players[p].Count; i++)
            {
                var (term, metric) = (players[p][i], stage.Players[p].Terms[i].Metric);
                Assert.Single(term.shape);
                Assert.Equal(0, 7 * model.Blueprint.Particles % term.shape[0]);
                Assert.True(term.isfinite().all().item<bool>());
                Assert.True(term.abs().max().item<float>() > 1e-6, $"{metric} is zero.");
                Assert.EndsWith("_nats", metric, StringComparison.Ordinal);
                var gradients = autograd.grad([term.sum()], [.. stage.Players[p].Owns], retain_graph: true, allow_unused: true);
                Assert.Contains(gradients, gradient => gradient is not null && !gradient.IsInvalid && gradient.abs().max().item<float>() > 0);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_term_that_says_that_it_is_per_example_does_not_look_at_the_others(string name)
    {
        var contract = ContractCase.Of(name);

        // Statistics of the batch mix examples whatever the term; draws on the sphere are rejected as often as all examples need.
        if (contract.Normalization == "batch" || contract.Recipe == "sphere-vae") return;
        using var scope = NewDisposeScope();
        using var model = contract.Blueprint().Build(5);
        var stage = new ObjectiveStage(model, 1);
        var batch = contract.Batch(7);
        var others = batch with { Rows = cat([batch.Rows.narrow(0, 0, 1), batch.Rows.narrow(0, 1, 6).flip(0)], 0) };
        var (before, after) = (Terms(batch), Terms(others));
        for (var i = 0; i < before.Count; i++)
        {
            if (!model.Blueprint.Terms[i].IsPerExample) continue;
            var each = before[i].shape[0] / 7;
            var (one, other) = (before[i].narrow(0, 0, each), after[i].narrow(0, 0, each));
            Assert.True((one - other).abs().max().item<float>() <= 1e-4 * (1 + one.abs().max().item<float>()),
                $"{model.Blueprint.Terms[i].Metric} of an example changes with the other examples");
        }

        IReadOnlyList<Tensor> Terms(Batch examples)
        {
            using var random = Randomness.Generator(9, RandomPurpose.TrainingStep);
            return stage.Evaluate(examples, new Moment(double.PositiveInfinity, 7), random)[0];
        }
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void The_reported_loss_is_the_weighted_sum_of_the_terms(string name)
    {
        var contract = ContractCase.Of(name);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 8, Validation = 0.25 };
        using var run = TrainingRun.Finished(Descent(contract), contract.Examples(40), options);
        var stage = new ObjectiveStage(run.Model, 1);
        var terms = run.Model.Blueprint.Terms;
        foreach (var metrics in run.Epochs.SelectMany(epoch => new[] { epoch.Train, epoch.Validation }))
        {
            Assert.Equal(stage.Metrics, metrics.Select(metric => metric.Name));
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
        var options = new TrainingOptions { Epochs = 1, BatchSize = 16, Seed = 4, Engine = Engine.Torch };
        using var run = TrainingRun.Finished(Descent(contract), examples, options);

        using var scope = NewDisposeScope();
        using var fresh = contract.Blueprint().Build(4);
        OutputStart.Apply(fresh, examples, OutputBias.Auto);
        fresh.Modules.Prepare(examples, 4);
        using var random = Randomness.Generator(4, RandomPurpose.TrainingStep);
        var order = Randomness.Permutation(16, 4, RandomPurpose.DataOrder);
        using var reader = new BatchReader(examples, 16);
        var clean = reader.Read(order);
        var (input, target) = Inputs.For(fresh.Blueprint, clean, random);
        Assert.True(clean.Rows.eq(target).all().item<bool>());
        Assert.Equal(fresh.Blueprint.Corruption is null, input.Rows.eq(target).all().item<bool>());
        fresh.Modules.train();
        var evaluated = fresh.Evaluate(input, target, new Moment(0, 16), random);
        var means = evaluated.Others.Prepend(evaluated.Terms).SelectMany(terms => terms).Select(term => (double)term.mean().item<float>()).ToArray();
        Assert.Equal(means, run.Epochs[0].Train.Skip(1).Select(metric => metric.Value).ToArray(), (a, b) => Math.Abs(a - b) <= 1e-5 * Math.Abs(a));
    }

    // Stages before and after the objective's own have terms of their own.
    private static Blueprint Descent(ContractCase contract) => contract.Blueprint() with { Phases = [new GradientDescent()] };
}
