using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Objectives;

namespace Hourglass.Training;

/// <summary>A training under way: the model, what it learns from and how, and where it stands. The parts of <see cref="Trainer"/> share it.</summary>
internal sealed class TrainingSession : IDisposable
{
    /// <summary>Gets everything ready that lasts as long as the training.</summary>
    /// <param name="model">With its initial weights.</param>
    /// <param name="train">What to learn from, in the units of the model.</param>
    /// <param name="validation">What to judge epochs by, or null.</param>
    /// <param name="options">How to train.</param>
    /// <param name="report">Told of every event.</param>
    public TrainingSession(Autoencoder model, Examples train, Examples? validation, TrainingOptions options, Action<RunEvent> report)
    {
        (Model, Train, Validation, Options, Report) = (model, train, validation, options, report);
        Plan = new TrainingPlan(model, options.Epochs);
        Engine = StepEngine.For(options.Engine, model, train, options.BatchSize, options.Seed);
        Optimizer = new Optimizer(model.Modules.named_parameters(), Engine.Gradients, options);
        Best = new WeightSnapshot(model.Modules);
    }

    public Autoencoder Model { get; }

    public TrainingOptions Options { get; }

    public Action<RunEvent> Report { get; }

    public Examples Train { get; }

    public Examples? Validation { get; }

    public TrainingPlan Plan { get; }

    public IStepEngine Engine { get; }

    public Optimizer Optimizer { get; }

    /// <summary>The weights of the best epoch so far.</summary>
    public WeightSnapshot Best { get; }

    public TrainingState State { get; set; } = new();

    /// <summary>How long this sitting has trained, and how fast.</summary>
    public SittingClock Clock { get; } = new();

    public int StepsPerEpoch => (Train.Count + Options.BatchSize - 1) / Options.BatchSize;

    /// <summary>Whether an epoch's weights have been found the best by held-out examples, and are to be kept.</summary>
    public bool HasBest => Validation is not null && State.BestEpoch > 0;

    /// <summary>When the next step is made.</summary>
    public Moment Moment(PlannedStage planned) => new(State.Epoch - planned.Start + ((double)State.StepInEpoch / StepsPerEpoch), Train.Count);

    /// <summary>The learning rate of a step.</summary>
    /// <param name="planned">The stage.</param>
    /// <param name="epochOfStage">Epochs of the stage done before it; fractions count steps.</param>
    public double Rate(PlannedStage planned, double epochOfStage) =>
        Options.LearningRateAt(epochOfStage, planned.Epochs, 1.0 / StepsPerEpoch) * Math.Pow(0.5, State.Halvings);

    /// <summary>The figures of the epoch under way, as means over its examples so far.</summary>
    public Metric[] EpochMeans(Stage stage) => [.. stage.Metrics.Select((name, i) => new Metric(name, State.Sums[i] / Math.Max(1, State.Examples)))];

    /// <summary>The training as it stands, for a reason.</summary>
    public RunStopped Stopped(StopReason reason, string explanation) => new(reason, explanation, State.Epoch, State.Seconds);

    /// <inheritdoc/>
    public void Dispose()
    {
        Best.Dispose();
        Engine.Dispose();
    }
}
