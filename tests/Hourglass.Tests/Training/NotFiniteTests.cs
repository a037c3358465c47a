using Hourglass.Numerics;
using Hourglass.Persistence;
using Hourglass.Tests.Contracts;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Tests.Training;

/// <summary>Training that meets a NaN or an infinity says where, and leaves a model that can be used.</summary>
public sealed class NotFiniteTests
{
    private static readonly ContractCase Dense = new("vae", "dense", "1x12x10", "gaussian");
    private static readonly ContractCase Conv = new("ae", "conv", "3x9x7", "bernoulli");

    public static TheoryData<string, string> Layers => new()
    {
        { "dense", "encoder.dense1" },
        { "dense", "encoder.dense2" },
        { "dense", "decoder.dense1" },
        { "dense", "decoder.dense2" },
        { "conv", "encoder.conv1" },
        { "conv", "encoder.dense3" },
        { "conv", "decoder.deconv2" },
        { "conv", "decoder.conv4" },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_first_layer_that_goes_wrong_is_named(string network, string layer)
    {
        var contract = network == "conv" ? Conv : Dense;
        using var run = new TrainingRun(contract.Blueprint(), contract.Examples(20), new TrainingOptions { Epochs = 2, BatchSize = 4 });
        var sound = run.Weights;
        using (no_grad()) run.Model.Modules.named_parameters().Single(pair => pair.name == layer + ".bias").parameter.fill_(float.NaN);
        var stop = run.Run();
        Assert.Equal(StopReason.NotFinite, stop.Reason);
        Assert.Contains($"the output of {layer};", stop.Explanation.ToString(), StringComparison.Ordinal);
        Assert.Contains("epoch 1, step 1", stop.Explanation.ToString(), StringComparison.Ordinal);
        Assert.All(sound.Where(pair => !pair.Key.StartsWith("prior", StringComparison.Ordinal)), pair => Assert.Equal(pair.Value, run.Weights[pair.Key]));
    }

    [Theory]
    [InlineData(OptimizerKind.Adam, 4, 1)]
    [InlineData(OptimizerKind.Adam, 20, 1)]
    [InlineData(OptimizerKind.Adam, 20, 3)]
    [InlineData(OptimizerKind.Sgd, 4, 2)]
    [InlineData(OptimizerKind.Sgd, 20, 1)]
    [InlineData(OptimizerKind.Sgd, 20, 3)]
    public void A_learning_rate_far_too_large_leaves_a_usable_model(OptimizerKind kind, int batch, int epochs)
    {
        foreach (var contract in new[] { Dense, Conv })
        {
            var options = new TrainingOptions { Epochs = epochs, BatchSize = batch, LearningRate = 1e30, Optimizer = kind };
            using var run = new TrainingRun(contract.Blueprint("activation", "relu"), contract.Examples(20), options);
            var stop = run.Run();
            Assert.Equal(StopReason.NotFinite, stop.Reason);
            Assert.Contains("smaller learning rate (now 1E+30)", stop.Explanation.ToString(), StringComparison.Ordinal);
            Assert.All(run.Weights.Values, values => Assert.Equal(-1, Finite.IndexOfOther(values)));
            Assert.All(run.Model.Reconstruct(contract.Examples(5)).Cast<float>(), value => Assert.True(float.IsFinite(value)));
        }
    }

    [Fact]
    public void A_number_that_is_not_finite_halves_the_rate_once_and_training_goes_on_to_its_end()
    {
        using var sound = new PoisonedRun(Dense);
        Assert.Equal(StopReason.Finished, sound.Run().Reason);
        Assert.Empty(sound.Halvings);

        using var run = new PoisonedRun(Dense, 7);
        Assert.Equal(StopReason.Finished, run.Run().Reason);
        var halved = Assert.Single(run.Halvings);
        Assert.Contains("epoch 2, step 3: the first was in the output of decoder.dense1", halved.Explanation.ToString(), StringComparison.Ordinal);
        Assert.Contains("going on from the weights of epoch 1 with half the learning rate (0.002)", halved.Explanation.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, halved.Epoch);
        Assert.Equal([0.004, 0.002, 0.002, 0.002], run.Epochs.Select(epoch => epoch.LearningRate));
        Assert.Equal([1, 2, 3, 4], run.Epochs.Select(epoch => epoch.Epoch));
        Assert.All(run.Epochs.SelectMany(epoch => epoch.Train), metric => Assert.True(double.IsFinite(metric.Value)));
        Assert.All(TrainingRun.WeightsOf(run.Trainer.Model).Values, values => Assert.Equal(-1, Finite.IndexOfOther(values)));

        // The epoch before is untouched, and the ones after it are trained anew at the smaller rate.
        Assert.Equal(sound.Epochs[0].Train, run.Epochs[0].Train);
        Assert.NotEqual(sound.Epochs[1].Train, run.Epochs[1].Train);
    }

    [Fact]
    public void A_second_one_stops_the_run_and_names_module_and_step()
    {
        using var run = new PoisonedRun(Dense, 2, 13);
        var stop = run.Run();
        Assert.Equal(StopReason.NotFinite, stop.Reason);
        Assert.Contains("going on from the initial weights", Assert.Single(run.Halvings).Explanation.ToString(), StringComparison.Ordinal);
        Assert.Contains("epoch 3, step 4: the first was in the output of decoder.dense1; the weights of epoch 2 are kept", stop.Explanation.ToString(),
            StringComparison.Ordinal);
        Assert.Equal([1, 2], run.Epochs.Select(epoch => epoch.Epoch));
        Assert.All(TrainingRun.WeightsOf(run.Trainer.Model).Values, values => Assert.Equal(-1, Finite.IndexOfOther(values)));
    }

    [Fact]
    public void A_run_continued_after_a_halving_keeps_the_smaller_rate()
    {
        using var folder = new TemporaryFolder();
        using var whole = new PoisonedRun(Dense, 7);
        whole.Run();

        using var first = new PoisonedRun(Dense, 7) { StopBefore = 12 };
        Assert.Equal(StopReason.Interrupted, first.Run().Reason);
        Assert.Single(first.Halvings);
        Checkpoint.Save(folder["checkpoint"], first.Trainer);

        using var second = new PoisonedRun(Dense);
        Checkpoints.Load(folder["checkpoint"], second.Trainer);
        Assert.Equal(StopReason.Finished, second.Run().Reason);
        Assert.Empty(second.Halvings);
        Assert.Equal([0.002, 0.002], second.Epochs.Select(epoch => epoch.LearningRate));
        var (expected, actual) = (TrainingRun.WeightsOf(whole.Trainer.Model), TrainingRun.WeightsOf(second.Trainer.Model));
        Assert.All(expected, pair => Assert.Equal(pair.Value, actual[pair.Key]));

        // Its one halving is spent.
        using var third = new PoisonedRun(Dense, 14);
        Checkpoints.Load(folder["checkpoint"], third.Trainer);
        Assert.Equal(StopReason.NotFinite, third.Run().Reason);
    }

    [Fact]
    public async Task FitAsync_throws_what_a_run_would_say()
    {
        var options = new TrainingOptions { Epochs = 3, BatchSize = 4, LearningRate = 1e30 };
        var failure = await Assert.ThrowsAsync<HourglassException>(() =>
            Trainer.FitAsync(Conv.Blueprint("activation", "relu"), Conv.Examples(20), options, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("not finite", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_outside_the_unit_interval_are_refused_by_the_bernoulli_loss()
    {
        var failure = Assert.Throws<HourglassException>(() => new TrainingRun(Conv.Blueprint(),
            new ContractCase("ae", "conv", "3x9x7", "gaussian").Examples(20), new TrainingOptions()));
        Assert.Contains("feature", failure.Message, StringComparison.Ordinal);
        Assert.Contains("[0, 1]", failure.Message, StringComparison.Ordinal);
    }
}
