using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Preparation;
using Hourglass.Training.Diagnostics;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>
/// Trains a model: phases, epochs, steps. All random numbers are a function of the seed and the step, so a trainer restored from a
/// checkpoint continues exactly as if it had never stopped.
/// </summary>
public sealed class Trainer : IDisposable
{
    private readonly TrainingSession session;
    private readonly NotFiniteRecovery recovery;

    /// <summary>Builds the model and prepares its training.</summary>
    /// <param name="blueprint">The model to train.</param>
    /// <param name="examples">The training examples, in the units of the data source.</param>
    /// <param name="options">How to train it.</param>
    /// <param name="report">Receives every event, on the training thread; may be null.</param>
    /// <param name="scale">How each feature is scaled, as fitted on the examples; by default, rows outside [0, 1] get mean 0 and deviation 1.</param>
    /// <exception cref="UsageException">An option is out of range.</exception>
    /// <exception cref="HourglassException">There are no examples, their shape is not the blueprint's, or their values do not suit its loss.</exception>
    public Trainer(Blueprint blueprint, Examples examples, TrainingOptions options, Action<RunEvent>? report = null, ScalingKind scale = ScalingKind.Auto)
        : this(blueprint, examples, DataPreparation.Fit(scale, examples), options, report)
    {
        if (scale == ScalingKind.Auto && Model.Preparation.Scaling.Kind is not ScalingKind.None and var chosen) report?.Invoke(new ExamplesScaled(chosen));
    }

    /// <summary>The same with a preparation that is already fitted and, if a run is resumed, a model built within the size of its files.</summary>
    internal Trainer(Blueprint blueprint, Examples examples, DataPreparation preparation, TrainingOptions options, Action<RunEvent>? report = null,
        Func<Autoencoder>? build = null)
    {
        MessageText[] violations = [.. options.Violations()];
        if (violations.Length > 0) throw new UsageException(violations);
        var (train, validation) = Split(preparation.For(blueprint.Input).Apply(examples.As(DataSplit.Train)), options);
        Model = build?.Invoke() ?? blueprint.BuildForTraining(options.Seed);
        // Not before the model is built, which loads libtorch.
        ReadsAhead = get_num_threads() > 1;
        Model.Preparation = preparation;
        try
        {
            OutputStart.Apply(Model, train, options.OutputBias);
            Model.Modules.Prepare(train, options.Seed);
            session = new TrainingSession(Model, train, validation, options, report ?? (_ => { }));
            recovery = new NotFiniteRecovery(session);
        }
        catch
        {
            session?.Dispose();
            Model.Dispose();
            throw;
        }
    }

    /// <summary>The model in training; the caller owns it, and it outlives the trainer.</summary>
    public Autoencoder Model { get; }

    internal Optimizer Optimizer => session.Optimizer;

    internal TrainingState State
    {
        get => session.State;
        set => session.State = value;
    }

    /// <summary>The weights of the best epoch so far.</summary>
    internal WeightSnapshot Best => session.Best;

    /// <summary>Whether batches are read ahead on another thread. Results do not depend on it. Default: true if more than one thread may be used.</summary>
    internal bool ReadsAhead { get; set; }

    /// <summary>Trains a model and returns it with the reason why training ended.</summary>
    /// <param name="blueprint">The model to train, such as <c>Recipes.Vae(...)</c>.</param>
    /// <param name="examples">The training examples, in the units of the data source.</param>
    /// <param name="options">How to train it; null for the defaults.</param>
    /// <param name="scale">How each feature is scaled, as fitted on the examples (by default, rows outside [0, 1] get mean 0 and deviation 1); the model
    /// stores it and uses the units of the source for input and output.</param>
    /// <param name="report">Receives every event, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops after the current step and returns the model in its state at that time, with the reason
    /// <see cref="StopReason.Interrupted"/>.</param>
    /// <returns>The model, owned by the caller, and the reason. After <see cref="StopReason.NotFinite"/> it has the last good weights.</returns>
    /// <exception cref="UsageException">An option is out of range.</exception>
    /// <exception cref="HourglassException">The examples do not fit the blueprint or cannot be read.</exception>
    public static Fitted Fit(
        Blueprint blueprint,
        Examples examples,
        TrainingOptions? options = null,
        ScalingKind scale = ScalingKind.Auto,
        Action<RunEvent>? report = null,
        CancellationToken cancellation = default)
    {
        using var trainer = new Trainer(blueprint, examples, options ?? new TrainingOptions(), report, scale);
        try
        {
            var stopped = trainer.Run(cancellation);
            if (report is not null && stopped.Reason is StopReason.Finished or StopReason.EarlyStopped) trainer.Diagnose();
            return new Fitted(trainer.Model, stopped);
        }
        catch
        {
            trainer.Model.Dispose();
            throw;
        }
    }

    /// <summary>Trains a model on a thread of the pool and returns it.</summary>
    /// <param name="blueprint">The model to train, such as <c>Recipes.Vae(...)</c>.</param>
    /// <param name="examples">The training examples, in the units of the data source.</param>
    /// <param name="options">How to train it; null for the defaults.</param>
    /// <param name="scale">How each feature is scaled, as fitted on the examples (by default, rows outside [0, 1] get mean 0 and deviation 1); the model
    /// stores it and uses the units of the source for input and output.</param>
    /// <param name="report">Receives every event, on the training thread; may be null.</param>
    /// <param name="cancellation">Stops after the current step and returns no model; use <see cref="Fit"/> to get the partly trained model.</param>
    /// <exception cref="UsageException">An option is out of range.</exception>
    /// <exception cref="HourglassException">The examples do not fit the blueprint, or training met a non-finite number.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled before its end.</exception>
    public static Task<Autoencoder> FitAsync(
        Blueprint blueprint,
        Examples examples,
        TrainingOptions? options = null,
        ScalingKind scale = ScalingKind.Auto,
        Action<RunEvent>? report = null,
        CancellationToken cancellation = default) => Task.Run(
        () =>
        {
            var fitted = Fit(blueprint, examples, options, scale, report, cancellation);
            if (fitted.Stopped.Reason is StopReason.Finished or StopReason.EarlyStopped) return fitted.Model;
            fitted.Model.Dispose();
            if (fitted.Stopped.Reason == StopReason.Interrupted) throw new OperationCanceledException(fitted.Stopped.Explanation.ToString(), cancellation);
            throw new HourglassException(fitted.Stopped.Explanation);
        },
        cancellation);

    /// <summary>Trains until the end, a stop or a non-finite number.</summary>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <param name="epochEnded">Called after each epoch with the trainer in a state that can be saved.</param>
    /// <param name="stopping">Called at the end, before the best weights are restored, with the trainer in a state that can be saved.</param>
    public RunStopped Run(CancellationToken cancellation = default, Action? epochEnded = null, Action<RunStopped>? stopping = null)
    {
        session.Report(new RunStarted(Model.ParameterCount, session.Train.Count, session.Validation?.Count ?? 0, session.Plan.Epochs, State.Epoch,
            session.Engine.Taken));
        var stop = new StageLoop(session, recovery).Run(ReadsAhead, cancellation, epochEnded);
        stopping?.Invoke(stop);
        if (stop.Reason is StopReason.NotFinite || (session.HasBest && stop.Reason != StopReason.Interrupted)) Best.Restore(Model.Modules);
        PriorFit.Apply(Model, session.Train, session.Options.Seed);
        session.Report(stop);
        return stop;
    }

    /// <summary>Fails if a run that was planned for another number of epochs has progressed beyond the part that both plans share.</summary>
    /// <param name="epochs">The number of epochs of the earlier plan.</param>
    /// <exception cref="UsageException">The new plan would change the stages of epochs that are done.</exception>
    internal void RequireContinues(int epochs)
    {
        if (session.Plan.Continues(new TrainingPlan(Model, epochs), State.Epoch)) return;
        throw new UsageException($"The {What("run")} was planned for {Got(epochs)} epochs and {session.Options.Epochs} are requested now, but {State.Epoch} " +
            $"of {session.Plan.Epochs} epochs of all its phases are done, and phases after the change have begun; " +
            $"{Allowed("resume it with the planned number, or start a new run")}.");
    }

    /// <summary>Checks the current model on some training examples for problems that the user should fix, and reports each of them.</summary>
    public IReadOnlyList<TrainingWarning> Diagnose()
    {
        var warnings = Diagnosis.Of(Model, session.Train, session.Options.Seed);
        foreach (var warning in warnings) session.Report(new TrainingWarned(warning));
        return warnings;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        recovery.Dispose();
        session.Dispose();
    }

    /// <summary>The training examples, and those held out or null for none.</summary>
    internal static (Examples Train, Examples? Validation) Split(Examples examples, TrainingOptions options)
    {
        var held = (int)Math.Round(examples.Count * options.Validation);
        if (held >= examples.Count)
            throw new UsageException($"{What("validation")} is {Got(options.Validation)}, and of {examples.Count} training examples that leaves none for " +
                $"training; give {Allowed($"a smaller one, such as {Setting("validation", 0.1)}, or more examples")}.");
        if (held == 0 && options.Patience > 0)
            throw new UsageException($"{What("patience")} is {Got(options.Patience)} and validation {options.Validation}, which of " +
                $"{examples.Count} training examples holds out none to evaluate epochs on; give at least " +
                $"{Allowed($"{Setting("validation", Math.Ceiling(100.0 / examples.Count) / 100)}, or {Setting("patience", 0)}")}.");
        if (held == 0) return (examples, null);
        var order = Randomness.Permutation(examples.Count, options.Seed, RandomPurpose.ValidationSplit);
        var (train, validation) = (order[held..], order[..held]);

        // Neighbouring examples must stay neighbours.
        if (options.ShuffleBlock > 0) Array.Sort(train);
        return (examples.Select(train), examples.Select(validation));
    }
}
