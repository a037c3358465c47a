using System.Diagnostics;
using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Data.Batches;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Preparation;
using Hourglass.Priors;
using Hourglass.Training.Diagnostics;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>
/// Trains a model: phases, epochs, steps. Everything random is a function of the seed and the step, so a trainer restored from a
/// checkpoint goes on exactly as if it had never stopped.
/// </summary>
public sealed class Trainer : IDisposable
{
    private const int LargestPriorFit = 10_000;
    private readonly TrainingOptions options;
    private readonly Examples train;
    private readonly Examples? validation;
    private readonly Action<RunEvent> report;
    private readonly TrainingPlan plan;
    private readonly GoodState good;
    private readonly IStepEngine engine;
    private long stepsThisSitting;
    private double secondsThisSitting;
    private double lossAfterEpoch;
    private long lastReport = Stopwatch.GetTimestamp();

    /// <summary>Builds the model and gets ready to train it.</summary>
    /// <param name="blueprint">What to train.</param>
    /// <param name="examples">What to learn from, as the data source gives them.</param>
    /// <param name="options">How.</param>
    /// <param name="report">Told of every event, on the training thread; null for nobody.</param>
    /// <param name="scale">How each feature is scaled, as fitted on the examples.</param>
    /// <exception cref="UsageException">An option is out of range.</exception>
    /// <exception cref="HourglassException">There are no examples, their shape is not the blueprint's, or their values are not those that its loss reads.</exception>
    public Trainer(Blueprint blueprint, Examples examples, TrainingOptions options, Action<RunEvent>? report = null, ScalingKind scale = ScalingKind.None)
        : this(blueprint, examples, DataPreparation.Fit(scale, examples), options, report)
    {
    }

    /// <summary>The same with a preparation that is fitted already.</summary>
    internal Trainer(Blueprint blueprint, Examples examples, DataPreparation preparation, TrainingOptions options, Action<RunEvent>? report = null)
    {
        string[] violations = [.. options.Violations()];
        if (violations.Length > 0) throw new UsageException(string.Join(" ", violations));
        this.options = options;
        this.report = report ?? (_ => { });
        (train, validation) = Split(preparation.For(blueprint.Input).Apply(examples.As(DataSplit.Train)), options);
        Model = blueprint.BuildForTraining(options.Seed);
        Model.Preparation = preparation;
        plan = new TrainingPlan(Model, options.Epochs);
        State = new TrainingState();
        OutputStart.Apply(Model, train, options.OutputBias);
        Model.Modules.Prepare(train, options.Seed);
        engine = StepEngine.For(options.Engine, Model, train, options.BatchSize, options.Seed);
        Optimizer = new Optimizer(Model.Modules.named_parameters(), engine.Gradients, options);
        Best = new WeightSnapshot(Model.Modules);
        good = new GoodState(this);
    }

    /// <summary>The model being trained; it outlives the trainer and belongs to the caller.</summary>
    public Autoencoder Model { get; }

    internal Optimizer Optimizer { get; }

    internal TrainingState State { get; set; }

    /// <summary>The weights of the best epoch so far.</summary>
    internal WeightSnapshot Best { get; }

    private int StepsPerEpoch => (train.Count + options.BatchSize - 1) / options.BatchSize;

    private bool KeepsBest => validation is not null;

    /// <summary>Trains a model and gives it back.</summary>
    /// <param name="blueprint">What to train, such as <c>Recipes.Vae(...)</c>.</param>
    /// <param name="examples">What to learn from, as the data source gives them.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <param name="report">Told of every event; null for nobody.</param>
    /// <param name="cancellation">Stops after the current step; the model as it then stands is given back.</param>
    /// <param name="scale">How each feature is scaled, as fitted on the examples; the model keeps it and takes and gives the units of the source.</param>
    /// <exception cref="UsageException">An option is out of range.</exception>
    /// <exception cref="HourglassException">The examples do not fit the blueprint, or training met a number that was not finite.</exception>
    public static Task<Autoencoder> FitAsync(
        Blueprint blueprint,
        Examples examples,
        TrainingOptions? options = null,
        Action<RunEvent>? report = null,
        CancellationToken cancellation = default,
        ScalingKind scale = ScalingKind.None) => Task.Run(
        () =>
        {
            using var trainer = new Trainer(blueprint, examples, options ?? new TrainingOptions(), report, scale);
            var stop = trainer.Run(cancellation);
            if (report is not null && stop.Reason is StopReason.Finished or StopReason.EarlyStopped) trainer.Diagnose();
            if (stop.Reason != StopReason.NotFinite) return trainer.Model;
            trainer.Model.Dispose();
            throw new HourglassException(stop.Explanation);
        },
        CancellationToken.None);

    /// <summary>Trains until the end, a stop or a number that is not finite.</summary>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <param name="epochEnded">Called after each epoch with the trainer in a state that can be saved.</param>
    /// <param name="stopping">Called at the end, before the best weights are put back, with the trainer in a state that can be saved.</param>
    public RunStopped Run(CancellationToken cancellation = default, Action? epochEnded = null, Action<RunStopped>? stopping = null)
    {
        report(new RunStarted(Model.ParameterCount, train.Count, validation?.Count ?? 0, plan.Epochs, State.Epoch, engine.Taken));
        var stop = RunStages(cancellation, epochEnded);
        stopping?.Invoke(stop);
        if (stop.Reason is StopReason.NotFinite || (KeepsBest && State.BestEpoch > 0 && stop.Reason != StopReason.Interrupted)) Best.Restore(Model.Modules);
        FitPrior();
        report(stop);
        return stop;
    }

    /// <summary>Fails when a run that was planned for another number of epochs has done more than this trainer's plan shares with that one.</summary>
    /// <param name="epochs">What was asked for then.</param>
    /// <exception cref="UsageException">Stages would move under epochs that are done.</exception>
    internal void RequireContinues(int epochs)
    {
        if (plan.Continues(new TrainingPlan(Model, epochs), State.Epoch)) return;
        throw new UsageException($"The run was planned for {epochs} epochs and is to have {options.Epochs}, but {State.Epoch} of {plan.Epochs} epochs of all its phases are done, and phases that follow the change have begun; resume it with the number it was planned for, or start a new run.");
    }

    /// <summary>Looks at the model as it stands, on some training examples, for what a person would want to put right; each finding is reported.</summary>
    public IReadOnlyList<TrainingWarning> Diagnose()
    {
        var warnings = Diagnosis.Of(Model, train, options.Seed);
        foreach (var warning in warnings) report(new TrainingWarned(warning));
        return warnings;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Best.Dispose();
        good.Dispose();
        engine.Dispose();
    }

    /// <summary>The examples to learn from and those held out, or null for none.</summary>
    internal static (Examples Train, Examples? Validation) Split(Examples examples, TrainingOptions options)
    {
        var held = (int)Math.Round(examples.Count * options.Validation);
        if (held >= examples.Count)
            throw new UsageException(FormattableString.Invariant($"validation is {options.Validation}, and of {examples.Count} training examples that leaves none to learn from; give a smaller one, such as validation=0.1, or more examples."));
        if (held == 0 && options.Patience > 0)
            throw new UsageException(FormattableString.Invariant($"patience is {options.Patience} and validation {options.Validation}, which of {examples.Count} training examples holds out none to judge epochs by; give at least validation={Math.Ceiling(100.0 / examples.Count) / 100}, or patience=0."));
        if (held == 0) return (examples, null);
        var order = Randomness.Permutation(examples.Count, options.Seed, RandomPurpose.ValidationSplit);
        return (examples.Select(order[held..]), examples.Select(order[..held]));
    }

    private RunStopped RunStages(CancellationToken cancellation, Action? epochEnded)
    {
        while (plan.At(State.Epoch) is { } planned)
        {
            if (planned.Stage is null)
            {
                FitClosedForm();
                continue;
            }

            if (planned.Start > 0 && State.Epoch == planned.Start && State.StepInEpoch == 0) Begin();
            var stop = Descend(planned, planned.Stage, cancellation, epochEnded);
            if (stop.Reason is StopReason.EarlyStopped && !plan.IsLast(planned)) State.Epoch = planned.End;
            else if (stop.Reason is not StopReason.Finished) return stop;
        }

        return Stopped(StopReason.Finished, plan.IsClosedForm ? "The principal components are found." : $"All {State.Epoch} epochs are done.");
    }

    /// <summary>A new stage starts from the best weights of the one before, with a fresh optimizer and a fresh best loss.</summary>
    private void Begin()
    {
        if (KeepsBest && State.BestEpoch > 0) Best.Restore(Model.Modules);
        Optimizer.Reset();
        State.OptimizerSteps = 0;
        State.BestLoss = double.MaxValue;
    }

    private RunStopped Descend(PlannedStage planned, Stage stage, CancellationToken cancellation, Action? epochEnded)
    {
        using var batch = new BatchMemory(train, options.BatchSize);
        Model.Modules.train();
        good.Take();
        while (true)
        {
            // Asked here, a run that goes on from the checkpoint of its last epoch stops as well.
            if (options.Patience > 0 && State.Epoch > planned.Start && State.Epoch - State.BestEpoch >= options.Patience)
                return Ended(Stopped(StopReason.EarlyStopped, $"The validation loss has not improved for {options.Patience} epochs; the weights of epoch {State.BestEpoch} are kept."));
            if (State.Epoch >= planned.End) return Ended(Stopped(StopReason.Finished, $"All {State.Epoch} epochs are done."));
            if (State.StepInEpoch == 0) State.Sums = new double[stage.Metrics.Count];
            var ruined = RunEpoch(planned, stage, batch, cancellation);
            if (ruined is { } culprit)
            {
                var explanation = NotFinite(culprit);
                if (State.Halvings > 0) return Ended(Stopped(StopReason.NotFinite, explanation));
                good.RestoreSlower();
                report(new LearningRateHalved($"{explanation.Split(';')[0]}; going on from {Place()} with half the learning rate ({options.LearningRate * Math.Pow(0.5, State.Halvings)}).", State.Epoch));
                continue;
            }

            if (State.StepInEpoch < StepsPerEpoch)
                return Ended(Stopped(StopReason.Interrupted, $"Stopped on request in epoch {State.Epoch + 1}, after step {State.StepInEpoch} of {StepsPerEpoch}."));
            var sound = EndEpoch(planned, stage);
            epochEnded?.Invoke();
            if (sound) good.Take();
        }

        RunStopped Ended(RunStopped stopped)
        {
            Model.Modules.eval();
            return stopped;
        }
    }

    /// <summary>Where the weights stand, for a person: a run that was continued within an epoch goes back no further than that.</summary>
    private string Place() => State.StepInEpoch > 0 ? $"the weights of step {State.StepInEpoch} of epoch {State.Epoch + 1}" : State.Epoch > 0 ? $"the weights of epoch {State.Epoch}" : "the initial weights";

    /// <summary>Steps to the epoch's end or a stop. Gives the name of what was not finite, or null.</summary>
    private string? RunEpoch(PlannedStage planned, Stage stage, BatchMemory batch, CancellationToken cancellation)
    {
        var order = Randomness.Permutation(train.Count, options.Seed, RandomPurpose.DataOrder, (ulong)State.Epoch);
        var sitting = Stopwatch.StartNew();
        try
        {
            while (State.StepInEpoch < StepsPerEpoch)
            {
                if (cancellation.IsCancellationRequested) return null;
                if (Step(planned, stage, batch, Positions(order, State.StepInEpoch)) is { } culprit) return culprit;
                if (Stopwatch.GetElapsedTime(lastReport).TotalMilliseconds <= 100) continue;
                lastReport = Stopwatch.GetTimestamp();
                ReportStep(stage, sitting.Elapsed.TotalSeconds);
            }
        }
        finally
        {
            Clock(sitting);
        }

        return Aftermath(planned, stage, batch, Positions(order, StepsPerEpoch - 1));
    }

    private ReadOnlySpan<int> Positions(int[] order, int step)
    {
        var start = step * options.BatchSize;
        return order.AsSpan(start, Math.Min(options.BatchSize, train.Count - start));
    }

    /// <summary>One step: gradients, update. Gives the name of what was not finite, or null.</summary>
    private string? Step(PlannedStage planned, Stage stage, BatchMemory batch, ReadOnlySpan<int> positions)
    {
        batch.Read(positions);
        var moment = Moment(planned);
        if (engine.Differentiate(batch, stage, moment, State.Step) is not { } figures) return Culprit(stage, batch, moment);
        for (var i = 0; i < State.Sums.Length; i++) State.Sums[i] += figures[i] * positions.Length;
        State.Examples += positions.Length;
        Optimizer.Step(Rate(planned, moment.Epoch));
        engine.Updated();
        State.OptimizerSteps = Optimizer.Steps;
        State.StepInEpoch++;
        State.Step++;
        stepsThisSitting++;
        return null;
    }

    private string Culprit(Stage stage, BatchMemory batch, Moment moment)
    {
        using var scope = NewDisposeScope();
        using var random = Randomness.Generator(options.Seed, RandomPurpose.TrainingStep, (ulong)State.Step);
        return NotFiniteDiagnosis.FirstModule(Model, stage, batch.ToTensors(), moment, random) ?? "the loss";
    }

    private Moment Moment(PlannedStage planned) => new(State.Epoch - planned.Start + ((double)State.StepInEpoch / StepsPerEpoch), train.Count);

    private double Rate(PlannedStage planned, double epochOfStage) => options.LearningRateAt(epochOfStage, planned.Epochs, 1.0 / StepsPerEpoch) * Math.Pow(0.5, State.Halvings);

    /// <summary>
    /// What is not finite in a pass with the weights as the epoch leaves them, or null: no step follows that would notice before these
    /// weights are kept.
    /// </summary>
    private string? Aftermath(PlannedStage planned, Stage stage, BatchMemory batch, ReadOnlySpan<int> positions)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        batch.Read(positions);
        var clean = batch.ToTensors();
        using var random = Randomness.Generator(options.Seed, RandomPurpose.Validation, (ulong)State.Epoch);
        var culprit = NotFiniteDiagnosis.FirstModule(Model, stage, clean, new Moment(double.PositiveInfinity, train.Count), random);
        if (culprit is null) lossAfterEpoch = new StageLosses(stage, stage.Evaluate(clean, Moment(planned), random), double.PositiveInfinity).Figures[0];
        return culprit;
    }

    /// <summary>Counts, judges and reports the epoch. Gives whether its weights are fit to be gone back to.</summary>
    private bool EndEpoch(PlannedStage planned, Stage stage)
    {
        var trained = EpochMeans(stage);
        var rate = Rate(planned, State.Epoch - planned.Start + ((StepsPerEpoch - 1.0) / StepsPerEpoch));
        State.Epoch++;
        State.StepInEpoch = 0;
        State.Examples = 0;
        Model.Modules.eval();
        var judged = validation is null ? [] : ObjectiveMeans.Of(stage, validation, options.Seed, State.Epoch);
        Model.Modules.train();
        var loss = judged.Count > 0 ? judged[0].Value : stage.FinalLoss([.. trained.Select(metric => metric.Value)]);
        var reference = Math.Min(loss, State.BestLoss);

        // Weights that are worse by more than the best loss itself may be on their way to infinity: nothing to go back to.
        var sound = (judged.Count > 0 ? loss : lossAfterEpoch) <= reference + 1 + Math.Abs(reference);
        var best = sound && loss < State.BestLoss;
        if (best)
        {
            State.BestLoss = loss;
            State.BestEpoch = State.Epoch;
            Best.Take(Model.Modules);
        }

        var speed = stepsThisSitting / Math.Max(1e-9, secondsThisSitting) * train.Count / StepsPerEpoch;
        report(new EpochDone(State.Epoch, plan.Epochs, trained, judged, rate, speed, State.Seconds, best));
        return sound;
    }

    private void FitClosedForm()
    {
        var watch = Stopwatch.StartNew();
        PrincipalComponents.Fit(Model, Model.Preparation.Drawn(train, options.Seed));
        State.Epoch++;
        State.Seconds += watch.Elapsed.TotalSeconds;
        var trained = ObjectiveMeans.Of(Model, train, options.Seed, 0);
        var judged = validation is null ? [] : ObjectiveMeans.Of(Model, validation, options.Seed, 0);
        report(new EpochDone(State.Epoch, State.Epoch, trained, judged, 0, train.Count / watch.Elapsed.TotalSeconds, State.Seconds, true));
    }

    private void FitPrior()
    {
        if (Model.Modules.Prior is not IFittedPrior prior) return;
        using var codes = tensor(Autoencoder.Map(Model.Preparation.Drawn(train, options.Seed).Spread(LargestPriorFit), prior.Observes(Model), batch => prior.Observe(batch, Model)));
        prior.Fit(codes, Model);
    }

    private void ReportStep(Stage stage, double secondsInEpoch)
    {
        var seconds = secondsThisSitting + secondsInEpoch;
        var stepsPerSecond = stepsThisSitting / Math.Max(1e-9, seconds);
        var stepsLeft = ((long)(plan.Epochs - State.Epoch) * StepsPerEpoch) - State.StepInEpoch;
        report(new StepDone(
            State.Epoch + 1,
            plan.Epochs,
            State.StepInEpoch,
            StepsPerEpoch,
            EpochMeans(stage),
            stepsPerSecond * options.BatchSize,
            stepsLeft / stepsPerSecond));
    }

    private Metric[] EpochMeans(Stage stage) => [.. stage.Metrics.Select((name, i) => new Metric(name, State.Sums[i] / Math.Max(1, State.Examples)))];

    private void Clock(Stopwatch sitting)
    {
        secondsThisSitting += sitting.Elapsed.TotalSeconds;
        State.Seconds += sitting.Elapsed.TotalSeconds;
    }

    private RunStopped Stopped(StopReason reason, string explanation) => new(reason, explanation, State.Epoch, State.Seconds);

    private string NotFinite(string culprit)
    {
        var kept = State.BestEpoch > 0 ? $"the weights of epoch {State.BestEpoch} are kept" : "no epoch had been finished, so the initial weights are kept";
        return $"Training met a number that is not finite in epoch {State.Epoch + 1}, {(State.StepInEpoch < StepsPerEpoch ? $"step {State.StepInEpoch + 1}" : "after its last step")}: the first was in the output of {culprit}; {kept}. "
            + $"Try a smaller learning rate (now {options.LearningRate}), gradient clipping (--set clip=5), or check the data's scale (--set scale=standard).";
    }
}
