using Hourglass.Numerics;
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
        Assert.Contains($"the output of {layer};", stop.Explanation, StringComparison.Ordinal);
        Assert.Contains("epoch 1, step 1", stop.Explanation, StringComparison.Ordinal);
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
            Assert.Contains("smaller learning rate (now 1E+30)", stop.Explanation, StringComparison.Ordinal);
            Assert.All(run.Weights.Values, values => Assert.Equal(-1, Finite.IndexOfOther(values)));
            Assert.All(run.Model.Reconstruct(contract.Examples(5)).Cast<float>(), value => Assert.True(float.IsFinite(value)));
        }
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
        var failure = Assert.Throws<HourglassException>(() => new TrainingRun(Conv.Blueprint(), new ContractCase("ae", "conv", "3x9x7", "gaussian").Examples(20), new TrainingOptions()));
        Assert.Contains("feature", failure.Message, StringComparison.Ordinal);
        Assert.Contains("[0, 1]", failure.Message, StringComparison.Ordinal);
    }
}
