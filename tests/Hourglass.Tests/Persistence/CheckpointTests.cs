using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Persistence;
using Hourglass.Tests.Evaluation;
using Hourglass.Training;

namespace Hourglass.Tests.Persistence;

/// <summary>A training that is read from a file stands where it stood; <see cref="Hourglass.Tests.Training.ResumeTests"/> go on from there.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly Blueprint Small = Recipes.Ae(Networks.Dense(DataShape.Row(6), [4], 2));
    private static readonly FloatExamples Examples = new(Batches.Numbers(40 * 6, 3), DataShape.Row(6));
    private static readonly TrainingOptions Options = new() { Epochs = 3, BatchSize = 10, Validation = 0.25, LearningRate = 0.02 };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void State_weights_best_weights_and_optimizer_come_back()
    {
        using var run = TrainingRun.Finished(Small, Examples, Options);
        foreach (var tensor in run.Trainer.Best.Tensors.Values) tensor.add_(1);
        Checkpoint.Save(folder["checkpoint"], run.Trainer);
        using var other = new TrainingRun(Small, Examples, Options with { Seed = 9 });
        Checkpoints.Load(folder["checkpoint"], other.Trainer);

        Assert.Equal(run.Weights, other.Weights);
        var (best, restored) = (run.Trainer.Best.Tensors, other.Trainer.Best.Tensors);
        Assert.All(best, pair => Assert.Equal(pair.Value.data<float>().ToArray(), restored[pair.Key].data<float>().ToArray()));
        Assert.NotEqual(best["encoder.dense1.weight"].data<float>().ToArray(), run.Weights["encoder.dense1.weight"]);
        Assert.Equal(run.Trainer.Optimizer.State.Select(slot => (slot.Name, string.Join(' ', slot.Values))),
            other.Trainer.Optimizer.State.Select(slot => (slot.Name, string.Join(' ', slot.Values))));
        Assert.Contains(other.Trainer.Optimizer.State, slot => slot.Values.Any(value => value != 0));
        Assert.Equal(9, other.Trainer.Optimizer.Steps);
        var (state, then) = (other.Trainer.State, run.Trainer.State);
        Assert.Equal((3, 9L, 9L), (state.Epoch, state.Step, state.OptimizerSteps));
        Assert.Equal((then.BestLoss, then.BestEpoch, then.Halvings, then.Seconds), (state.BestLoss, state.BestEpoch, state.Halvings, state.Seconds));
    }

    [Fact]
    public void A_checkpoint_with_weights_that_are_not_finite_is_refused()
    {
        using var run = new TrainingRun(Small, Examples, Options);
        foreach (var tensor in run.Trainer.Best.Tensors.Values) tensor.fill_(float.PositiveInfinity);
        Checkpoint.Save(folder["checkpoint"], run.Trainer);
        using var other = new TrainingRun(Small, Examples, Options);
        Assert.Contains($"'{folder["checkpoint"]}'",
            Assert.Throws<HourglassException>(() => Checkpoints.Load(folder["checkpoint"], other.Trainer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_weights_without_a_state_is_no_checkpoint()
    {
        using var run = new TrainingRun(Small, Examples, Options);
        SafetensorsFile.Write(folder["checkpoint"], ModuleTensors.Of(run.Model.Modules), new Dictionary<string, string>(StringComparer.Ordinal));
        Assert.Contains($"'{folder["checkpoint"]}' is damaged (it has no state)",
            Assert.Throws<HourglassException>(() => Checkpoints.Load(folder["checkpoint"], run.Trainer)).Message, StringComparison.Ordinal);
    }
}
