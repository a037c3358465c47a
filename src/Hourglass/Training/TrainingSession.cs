using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Objectives;

namespace Hourglass.Training;

/// <summary>A training in progress: the model, its examples, the options and the current state. The parts of <see cref="Trainer"/> share it.</summary>
internal sealed class TrainingSession : IDisposable
{
    /// <summary>Prepares everything that lasts as long as the training.</summary>
    /// <param name="model">With its initial weights.</param>
    /// <param name="train">The training examples, in the units of the model.</param>
    /// <param name="validation">The examples that epochs are evaluated on, or null.</param>
    /// <param name="options">How to train.</param>
    /// <param name="report">Receives every event.</param>
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

    /// <summary>Duration and speed of training since the start or the last resumption.</summary>
    public SessionClock Clock { get; } = new();

    public int StepsPerEpoch => (Train.Count + Options.BatchSize - 1) / Options.BatchSize;

    /// <summary>Whether the held-out examples have determined a best epoch, whose weights are kept.</summary>
    public bool HasBest => Validation is not null && State.BestEpoch > 0;

    /// <summary>Step and epoch of the next step.</summary>
    public Moment Moment(PlannedStage planned) => new(State.Epoch - planned.Start + ((double)State.StepInEpoch / StepsPerEpoch), Train.Count);

    /// <summary>The learning rate of a step.</summary>
    /// <param name="planned">The stage.</param>
    /// <param name="epochOfStage">Epochs of the stage done before it; fractions count steps.</param>
    public double Rate(PlannedStage planned, double epochOfStage) =>
        Options.LearningRateAt(epochOfStage, planned.Epochs, 1.0 / StepsPerEpoch) * Math.Pow(0.5, State.Halvings);

    /// <summary>The metrics of the current epoch, as means over its examples so far.</summary>
    public Metric[] EpochMeans(Stage stage) => [.. stage.Metrics.Select((name, i) => new Metric(name, State.Sums[i] / Math.Max(1, State.Examples)))];

    /// <summary>The stop event of the training in its current state.</summary>
    public RunStopped Stopped(StopReason reason, MessageText explanation) => new(reason, explanation, State.Epoch, State.Seconds);

    /// <inheritdoc/>
    public void Dispose()
    {
        Best.Dispose();
        Engine.Dispose();
    }
}
