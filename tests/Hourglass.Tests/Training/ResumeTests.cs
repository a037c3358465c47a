using Hourglass.Persistence;
using Hourglass.Tests.Contracts;
using Hourglass.Training;

namespace Hourglass.Tests.Training;

/// <summary>Equal seeds give equal runs, bit for bit, also when a run was stopped and continued.</summary>
public sealed class ResumeTests
{
    public static TheoryData<string> Few => ContractCase.Names(ContractCase.Few);

    public static TheoryData<string, OptimizerKind> Stopped => new(
        from one in ContractCase.Few
        from kind in Enum.GetValues<OptimizerKind>()
        where kind == OptimizerKind.Adam || one is { Recipe: "vae" or "dae", Network: "dense" }
        select (one.ToString(), kind));

    [Theory]
    [MemberData(nameof(Few))]
    public void Equal_seeds_give_equal_weights_bit_for_bit(string name)
    {
        var contract = ContractCase.Of(name);
        using var first = TrainingRun.Finished(contract.Blueprint(), contract.Examples(50), Options(OptimizerKind.Adam));
        using var second = TrainingRun.Finished(contract.Blueprint(), contract.Examples(50), Options(OptimizerKind.Adam));
        using var other = TrainingRun.Finished(contract.Blueprint(), contract.Examples(50), Options(OptimizerKind.Adam) with { Seed = 9 });
        Equal(first.Weights, second.Weights);
        Assert.Equal(Figures(first.Epochs), Figures(second.Epochs));
        Assert.All(first.Weights.Where(pair => !pair.Key.StartsWith("prior", StringComparison.Ordinal)),
            pair => Assert.NotEqual(pair.Value, other.Weights[pair.Key]));
    }

    [Theory]
    [MemberData(nameof(Stopped))]
    public void A_run_that_was_stopped_ends_as_if_it_never_had_been(string name, OptimizerKind kind)
    {
        var contract = ContractCase.Of(name);

        // Stopped in the middle of the second epoch, then in the middle of the third.
        EndsAsIfNeverStopped(contract.Blueprint(), contract, Options(kind), [7, 12]);
    }

    [Fact]
    public void A_run_of_several_phases_may_be_stopped_anywhere()
    {
        // Five steps an epoch; an epoch for each of two layers, four for the whole, two for the classifier. Stopped inside each phase and at its borders.
        var contract = new ContractCase("stacked-dae", "dense", "6", "bernoulli");
        EndsAsIfNeverStopped(contract.Blueprint("classify", "true", "classify_epochs", "2"), contract, Options(OptimizerKind.Adam), [3, 5, 8, 10, 11, 28, 30, 33, 39]);
    }

    [Fact]
    public void A_run_in_the_order_of_blocks_may_be_stopped_anywhere()
    {
        var contract = ContractCase.Few.First();
        EndsAsIfNeverStopped(contract.Blueprint(), contract, Options(OptimizerKind.Adam) with { ShuffleBlock = 6, ShuffleWindow = 3 }, [2, 7, 12]);
    }

    private static void EndsAsIfNeverStopped(Blueprint blueprint, ContractCase contract, TrainingOptions options, int[] stops)
    {
        using var folder = new TemporaryFolder();
        using var whole = TrainingRun.Finished(blueprint, contract.Examples(50), options);
        List<EpochDone> epochs = [];
        TrainingRun? run = null;
        foreach (var steps in stops.Cast<int?>().Append(null))
        {
            var next = Start(blueprint, contract, options, steps, run is null ? null : folder["checkpoint"], out var stop);
            epochs.AddRange(next.Epochs);
            Assert.Equal(steps is null ? StopReason.Finished : StopReason.Interrupted, stop.Reason);
            if (steps is not null) Checkpoint.Save(folder["checkpoint"], next.Trainer);
            run?.Dispose();
            run = next;
        }

        using var last = run!;
        Equal(whole.Weights, last.Weights);
        Equal(Best(whole), Best(last));
        Assert.Equal(Figures(whole.Epochs), Figures(epochs));
        AssertStates(whole.Trainer.State, last.Trainer.State);
        foreach (var (expected, actual) in whole.Trainer.Optimizer.State.Zip(last.Trainer.Optimizer.State))
        {
            Assert.Equal(expected.Name, actual.Name);
            Assert.Equal(expected.Values, actual.Values);
        }

        Assert.Equal(whole.Trainer.Optimizer.Steps, last.Trainer.Optimizer.Steps);
    }

    [Fact]
    public void A_checkpoint_of_another_model_is_refused_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var contract = ContractCase.Few.First();
        using var run = new TrainingRun(contract.Blueprint(), contract.Examples(50), Options(OptimizerKind.Adam));
        using var other = new TrainingRun(contract.Blueprint("latent", "2"), contract.Examples(50), Options(OptimizerKind.Adam));
        Checkpoint.Save(folder["checkpoint"], run.Trainer);
        var before = other.Weights;
        var refusal = Assert.Throws<HourglassException>(() => Checkpoints.Load(folder["checkpoint"], other.Trainer));
        Assert.Contains(folder["checkpoint"], refusal.Message, StringComparison.Ordinal);
        Equal(before, other.Weights);
    }

    // Rate, order of examples and best weights all depend on where the run stands.
    private static TrainingOptions Options(OptimizerKind kind) => new()
    {
        Epochs = 4,
        BatchSize = 8,
        Optimizer = kind,
        LearningRate = 0.004,
        Schedule = LearningRateSchedule.Cosine,
        LearningRateWarmup = 0.5,
        WeightDecay = 0.01,
        Clip = 20,
        Validation = 0.2,
    };

    /// <summary>Runs until this many steps have been done in all.</summary>
    private static TrainingRun Start(Blueprint blueprint, ContractCase contract, TrainingOptions options, int? steps, string? checkpoint, out RunStopped stop)
    {
        using var cancellation = new CancellationTokenSource();
        TrainingRun? run = null;
        var examples = new CountedExamples(contract.Examples(50), () =>
        {
            if (run!.Trainer.State.Step + 1 == steps) cancellation.Cancel();
        });
        run = new TrainingRun(blueprint, examples, options);
        run.Trainer.ReadsAhead = false;
        if (checkpoint is not null) Checkpoints.Load(checkpoint, run.Trainer);
        examples.Armed = true;
        stop = run.Run(cancellation.Token);
        if (steps is { } asked) Assert.Equal((long)asked, run.Trainer.State.Step);
        return run;
    }

    private static Dictionary<string, float[]> Best(TrainingRun run) =>
        run.Trainer.Best.Tensors.Where(pair => !pair.Key.StartsWith("prior", StringComparison.Ordinal)).ToDictionary(pair => pair.Key,
            pair => pair.Value.data<float>().ToArray());

    private static void Equal(Dictionary<string, float[]> expected, Dictionary<string, float[]> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        Assert.All(expected, pair => Assert.Equal(pair.Value.Select(BitConverter.SingleToInt32Bits), actual[pair.Key].Select(BitConverter.SingleToInt32Bits)));
    }

    private static IEnumerable<(int, double, bool, string)> Figures(IEnumerable<EpochDone> epochs) =>
        epochs.Select(epoch => (epoch.Epoch, epoch.LearningRate, epoch.IsBest, string.Join(' ', epoch.Train.Concat(epoch.Validation))));

    private static void AssertStates(TrainingState expected, TrainingState actual)
    {
        actual.Seconds = expected.Seconds;
        Assert.Equivalent(expected, actual, strict: true);
    }
}
