using Hourglass.Data;
using Hourglass.Tests.Contracts;
using Hourglass.Training;

namespace Hourglass.Tests.Training;

public sealed class TrainingOptionsTests
{
    [Theory]
    [InlineData(LearningRateSchedule.Constant, 1, 1, 1)]
    [InlineData(LearningRateSchedule.Linear, 1, 0.5, 0)]
    [InlineData(LearningRateSchedule.Cosine, 1, 0.5, 0)]
    [InlineData(LearningRateSchedule.Exponential, 1, 0.1, 0.01)]
    public void The_learning_rate_follows_its_schedule(LearningRateSchedule schedule, double first, double middle, double last)
    {
        var options = new TrainingOptions { Epochs = 8, LearningRate = 2, Schedule = schedule };
        double[] expected = [2 * first, 2 * middle, 2 * last, 2 * last];
        Assert.Equal(expected, new[] { 0.0, 4, 8, 9 }.Select(epoch => options.LearningRateAt(epoch, 8, step: 0.5)), (a, b) => Math.Abs(a - b) < 1e-12);

        // Four steps in two epochs: the i-th has (i + 1) / 4 of the rate.
        double[] parts = [0.25, 0.5, 0.75, 1, 1];
        Assert.All(parts, (part, i) => Assert.Equal(
            part * options.LearningRateAt(i * 0.5, 8, step: 0.5),
            (options with { LearningRateWarmup = 2 }).LearningRateAt(i * 0.5, 8, step: 0.5),
            1e-12));
    }

    [Fact]
    public void A_quarter_along_the_cosine() =>
        Assert.Equal(0.5 * (1 + Math.Sqrt(0.5)),
            new TrainingOptions { Epochs = 8, LearningRate = 1, Schedule = LearningRateSchedule.Cosine }.LearningRateAt(2, 8, step: 0.1), 1e-12);

    [Fact]
    public void The_staircase_falls_after_1_4_13_and_40_epochs_whatever_the_number_of_epochs()
    {
        (double Epoch, int Stage)[] expected = [(0, 0), (0.999, 0), (1, 1), (3.999, 1), (4, 2), (13, 3), (39.9, 3), (40, 4), (121, 5), (364, 6), (1093, 7),
            (3279.9, 7), (9000, 7)];
        var options = new TrainingOptions { LearningRate = 1e-3, Schedule = LearningRateSchedule.Staircase };
        foreach (var (epoch, stage) in expected)
            Assert.All(new[] { 1, 40, 3280 },
                epochs => Assert.Equal(1e-3 * Math.Pow(10, -stage / 7.0), options.LearningRateAt(epoch, epochs, step: 0.001), 1e-15));
    }

    [Fact]
    public void All_violations_are_listed_at_once()
    {
        var contract = new ContractCase("ae", "dense", "6", "gaussian");
        var options = new TrainingOptions { Epochs = 0, BatchSize = 0, LearningRate = double.NaN, LearningRateWarmup = -1, WeightDecay = -1, Clip = -1, Patience = 2, Validation = 0, AdamBeta1 = 1, AdamBeta2 = -0.1, AdamEpsilon = 0 };
        Assert.Equal(10, options.Violations().Count());
        Assert.Equal(3, new TrainingOptions { Patience = -1, Validation = 1, LearningRate = 0 }.Violations().Count());
        Assert.Empty(new TrainingOptions().Violations());
        var message = Assert.Throws<UsageException>(() => new TrainingRun(contract.Blueprint(), contract.Examples(8), options)).Message;
        Assert.All(options.Violations(), violation => Assert.Contains(violation.ToString(), message, StringComparison.Ordinal));
    }

    [Fact]
    public void Training_stops_after_patience_and_keeps_the_best_epochs_weights()
    {
        // Noise has nothing to learn, so the held-out loss soon gets worse.
        var random = new Random(3);
        var noise = new FloatExamples([.. Enumerable.Range(0, 240).Select(_ => (float)random.NextDouble() * 2)], DataShape.Row(6));
        var blueprint = new ContractCase("ae", "dense", "6", "gaussian").Blueprint();
        var options = new TrainingOptions { Epochs = 500, BatchSize = 4, LearningRate = 0.02, Patience = 3, Validation = 0.25 };
        using var run = new TrainingRun(blueprint, noise, options);
        Dictionary<int, float[]> weights = [];
        var stop = run.Trainer.Run(TestContext.Current.CancellationToken, () => weights[run.Trainer.State.Epoch] = run.Weights["encoder.dense1.weight"]);
        Assert.Equal(StopReason.EarlyStopped, stop.Reason);
        var losses = run.Epochs.Select(epoch => epoch.Validation[0].Value).ToArray();
        var best = Array.IndexOf(losses, losses.Min()) + 1;
        Assert.Equal(best + 3, losses.Length);
        Assert.Equal(weights[best], run.Weights["encoder.dense1.weight"]);
        Assert.NotEqual(weights[losses.Length], run.Weights["encoder.dense1.weight"]);
        Assert.Contains($"epoch {best} ", stop.Explanation.ToString(), StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, losses.Length).Select(i => i == 0 || losses[i] < losses[..i].Min()), run.Epochs.Select(epoch => epoch.IsBest));
    }

    [Fact]
    public void What_is_held_out_leaves_something_to_learn_from_and_to_judge_by()
    {
        var examples = new FloatExamples(new float[4], DataShape.Row(1));
        Assert.Contains("of 4 training examples that leaves none",
            Assert.Throws<UsageException>(() => Trainer.Split(examples, new TrainingOptions { Validation = 0.9 })).Message, StringComparison.Ordinal);
        Assert.Contains("at least validation=0.25, or patience=0",
            Assert.Throws<UsageException>(() => Trainer.Split(examples, new TrainingOptions { Validation = 0.1, Patience = 3 })).Message,
            StringComparison.Ordinal);
        Assert.Equal((1, 3), Trainer.Split(examples, new TrainingOptions { Validation = 0.75, Patience = 3 }) is var (train, held) ? (train.Count,
            held!.Count) : default);
    }
}
