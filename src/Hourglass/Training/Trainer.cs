using System.Diagnostics;
using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>
/// Trains a model: phases, epochs, steps. Everything random is a function of the seed and the step, so a trainer restored from a
/// checkpoint goes on exactly as if it had never stopped.
/// </summary>
public sealed class Trainer : IDisposable
{
    /// <summary>The fixed seed of static binarisation: it makes one data set, the same for every run.</summary>
    internal const ulong StaticBinarizationSeed = 20140401;

    private const int LargestPriorFit = 10_000;
    private readonly TrainingOptions options;
    private readonly Examples train;
    private readonly Examples? validation;
    private readonly Action<RunEvent> report;
    private readonly string[] metricNames;
    private long stepsThisSitting;
    private double secondsThisSitting;

    /// <summary>Builds the model and gets ready to train it.</summary>
    /// <param name="blueprint">What to train.</param>
    /// <param name="examples">What to learn from, in the units of the model.</param>
    /// <param name="options">How.</param>
    /// <param name="report">Told of every event, on the training thread; null for nobody.</param>
    public Trainer(Blueprint blueprint, Examples examples, TrainingOptions options, Action<RunEvent>? report = null)
    {
        string[] violations = [.. options.Violations()];
        if (violations.Length > 0) throw new UsageException(string.Join(" ", violations));
        this.options = options;
        this.report = report ?? (_ => { });
        if (blueprint.Binarization == Binarization.Static) examples = examples.Binarized(StaticBinarizationSeed);
        (train, validation) = Split(examples, options);
        if (blueprint.Loss.NeedsUnitInterval) UnitInterval.Demand(examples, blueprint.Loss);
        Model = blueprint.Build(options.Seed);
        Optimizer = new Optimizer(Model.Modules.named_parameters(), options);
        metricNames = ["loss_nats", .. blueprint.Terms.Select(term => term.Metric)];
        State = new TrainingState { Sums = new double[metricNames.Length] };
        Best = new WeightSnapshot(Model.Modules);
    }

    /// <summary>The model being trained; it outlives the trainer and belongs to the caller.</summary>
    public Autoencoder Model { get; }

    internal Optimizer Optimizer { get; }

    internal TrainingState State { get; set; }

    /// <summary>The weights of the best epoch so far.</summary>
    internal WeightSnapshot Best { get; }

    private int StepsPerEpoch => (train.Count + options.BatchSize - 1) / options.BatchSize;

    private bool KeepsBest => validation is not null;

    private bool IsClosedForm => Model.Blueprint.Phases.All(phase => phase is PrincipalComponents);

    /// <summary>Trains a model and gives it back.</summary>
    /// <param name="blueprint">What to train, such as <c>Recipes.Vae(...)</c>.</param>
    /// <param name="examples">What to learn from.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <param name="report">Told of every event; null for nobody.</param>
    /// <param name="cancellation">Stops after the current step; the model as it then stands is given back.</param>
    /// <exception cref="HourglassException">Training met a number that was not finite.</exception>
    public static Task<Autoencoder> FitAsync(
        Blueprint blueprint,
        Examples examples,
        TrainingOptions? options = null,
        Action<RunEvent>? report = null,
        CancellationToken cancellation = default) => Task.Run(
        () =>
        {
            using var trainer = new Trainer(blueprint, examples, options ?? new TrainingOptions(), report);
            var stop = trainer.Run(cancellation);
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
        report(new RunStarted(Model.ParameterCount, train.Count, validation?.Count ?? 0, IsClosedForm ? 1 : options.Epochs, State.Epoch));
        var stop = RunPhases(cancellation, epochEnded);
        stopping?.Invoke(stop);
        if (stop.Reason is StopReason.NotFinite || (KeepsBest && State.BestEpoch > 0 && stop.Reason != StopReason.Interrupted)) Best.Restore(Model.Modules);
        FitPrior();
        report(stop);
        return stop;
    }

    /// <inheritdoc/>
    public void Dispose() => Best.Dispose();

    private static (Examples Train, Examples? Validation) Split(Examples examples, TrainingOptions options)
    {
        var held = (int)Math.Round(examples.Count * options.Validation);
        if (held == 0) return (examples, null);
        var order = SplitMix64.Permutation(examples.Count, SplitMix64.Derive(options.Seed, (ulong)RandomPurpose.ValidationSplit));
        return (examples.Select(order[held..]), examples.Select(order[..held]));
    }

    private RunStopped RunPhases(CancellationToken cancellation, Action? epochEnded)
    {
        var phases = Model.Blueprint.Phases;
        while (State.Phase < phases.Count)
        {
            if (phases[State.Phase] is PrincipalComponents)
            {
                FitPrincipalComponents();
            }
            else
            {
                var stop = Descend(cancellation, epochEnded);
                if (stop.Reason != StopReason.Finished) return stop;
            }

            State.Phase++;
        }

        // The last phase may be continued with more epochs.
        State.Phase = Math.Max(0, phases.Count - 1);
        return Stopped(StopReason.Finished, IsClosedForm ? "The principal components are found." : $"All {State.Epoch} epochs are done.");
    }

    private RunStopped Descend(CancellationToken cancellation, Action? epochEnded)
    {
        using var batches = new BatchReader(train, options.BatchSize);
        var lastReport = Stopwatch.GetTimestamp();
        while (State.Epoch < options.Epochs)
        {
            var order = SplitMix64.Permutation(train.Count, SplitMix64.Derive(options.Seed, (ulong)RandomPurpose.DataOrder, (ulong)State.Epoch));
            var sitting = Stopwatch.StartNew();
            while (State.StepInEpoch < StepsPerEpoch)
            {
                if (cancellation.IsCancellationRequested)
                {
                    Clock(sitting);
                    return Stopped(StopReason.Interrupted, $"Stopped on request in epoch {State.Epoch + 1}, after step {State.StepInEpoch} of {StepsPerEpoch}.");
                }

                var culprit = Step(batches, Positions(order, State.StepInEpoch));
                if (culprit is not null)
                {
                    Clock(sitting);
                    return Stopped(StopReason.NotFinite, NotFinite(culprit));
                }

                if (Stopwatch.GetElapsedTime(lastReport).TotalMilliseconds > 100)
                {
                    lastReport = Stopwatch.GetTimestamp();
                    ReportStep(sitting.Elapsed.TotalSeconds);
                }
            }

            Clock(sitting);
            if (Aftermath(batches, Positions(order, StepsPerEpoch - 1)) is { } ruined) return Stopped(StopReason.NotFinite, NotFinite(ruined));
            EndEpoch();
            epochEnded?.Invoke();
            if (options.Patience > 0 && State.Epoch - State.BestEpoch >= options.Patience)
                return Stopped(StopReason.EarlyStopped, $"The validation loss has not improved for {options.Patience} epochs; the weights of epoch {State.BestEpoch} are kept.");
        }

        return Stopped(StopReason.Finished, $"All {State.Epoch} epochs are done.");
    }

    private ReadOnlySpan<int> Positions(int[] order, int step)
    {
        var start = step * options.BatchSize;
        return order.AsSpan(start, Math.Min(options.BatchSize, train.Count - start));
    }

    /// <summary>One step: forward, backward, update. Gives the name of what was not finite, or null.</summary>
    private string? Step(BatchReader batches, ReadOnlySpan<int> positions)
    {
        // Opened before the batch is cut, whose tensor is one of the step's too.
        using var scope = NewDisposeScope();
        var clean = batches.Read(positions);
        using var random = Randomness.Generator(options.Seed, RandomPurpose.TrainingStep, (ulong)State.Step);
        var epoch = State.Epoch + ((double)State.StepInEpoch / StepsPerEpoch);
        var (input, target) = Inputs.For(Model.Blueprint, clean, random);
        var evaluated = Model.Evaluate(input, target, random);
        var loss = Weigh(evaluated.Terms, epoch, (int)clean.shape[0]);
        if (!double.IsFinite(loss.item<float>())) return NotFiniteDiagnosis.FirstModule(Model, input, target, random) ?? "the loss";
        loss.backward();
        Optimizer.Step(options.LearningRateAt(epoch));
        State.OptimizerSteps = Optimizer.Steps;
        State.StepInEpoch++;
        State.Step++;
        stepsThisSitting++;
        return null;
    }

    /// <summary>
    /// What is not finite in a pass with the weights as the epoch leaves them, or null: no step follows that would notice before these
    /// weights are kept.
    /// </summary>
    private string? Aftermath(BatchReader batches, ReadOnlySpan<int> positions)
    {
        using var scope = NewDisposeScope();
        using var random = Randomness.Generator(options.Seed, RandomPurpose.Validation, (ulong)State.Epoch);
        var (input, target) = Inputs.For(Model.Blueprint, batches.Read(positions), random);
        return NotFiniteDiagnosis.FirstModule(Model, input, target, random);
    }

    /// <summary>The weighted sum of the batch means of the terms; adds every figure to the epoch's sums.</summary>
    private Tensor Weigh(IReadOnlyList<Tensor> terms, double epoch, int batch)
    {
        var specs = Model.Blueprint.Terms;
        Tensor? loss = null;
        for (var i = 0; i < terms.Count; i++)
        {
            var mean = terms[i].mean();
            var weighted = mean * specs[i].Weight.At(epoch);
            loss = loss is null ? weighted : loss + weighted;
            State.Sums[i + 1] += mean.item<float>() * (double)batch;
        }

        State.Sums[0] += loss!.item<float>() * (double)batch;
        State.Examples += batch;
        return loss;
    }

    private void EndEpoch()
    {
        var trained = EpochMeans();
        var rate = options.LearningRateAt(State.Epoch + ((StepsPerEpoch - 1.0) / StepsPerEpoch));
        State.Epoch++;
        State.StepInEpoch = 0;
        Array.Clear(State.Sums);
        State.Examples = 0;
        var judged = validation is null ? [] : ObjectiveMeans.Of(Model, validation, options.Seed, State.Epoch);
        var loss = judged.Count > 0 ? judged[0].Value : trained[0].Value;
        var best = loss < State.BestLoss;
        if (best)
        {
            State.BestLoss = loss;
            State.BestEpoch = State.Epoch;
            Best.Take(Model.Modules);
        }

        var speed = stepsThisSitting / Math.Max(1e-9, secondsThisSitting) * train.Count / StepsPerEpoch;
        report(new EpochDone(State.Epoch, options.Epochs, trained, judged, rate, speed, State.Seconds, best));
    }

    private void FitPrincipalComponents()
    {
        var watch = Stopwatch.StartNew();
        PrincipalComponents.Fit(Model, train);
        State.Epoch = 1;
        State.Seconds += watch.Elapsed.TotalSeconds;
        var trained = ObjectiveMeans.Of(Model, train, options.Seed, 0);
        var judged = validation is null ? [] : ObjectiveMeans.Of(Model, validation, options.Seed, 0);
        report(new EpochDone(State.Epoch, State.Epoch, trained, judged, 0, train.Count / watch.Elapsed.TotalSeconds, State.Seconds, true));
    }

    private void FitPrior()
    {
        if (!Model.Modules.Prior.NeedsFit) return;
        var count = Math.Min(train.Count, LargestPriorFit);
        var some = train.Select([.. Enumerable.Range(0, count).Select(i => (int)((long)i * train.Count / count))]);
        using var codes = tensor(Model.EncodeScaled(some));
        Model.Modules.Prior.Fit(codes);
    }

    private void ReportStep(double secondsInEpoch)
    {
        var seconds = secondsThisSitting + secondsInEpoch;
        var stepsPerSecond = stepsThisSitting / Math.Max(1e-9, seconds);
        var stepsLeft = ((long)(options.Epochs - State.Epoch) * StepsPerEpoch) - State.StepInEpoch;
        report(new StepDone(
            State.Epoch + 1,
            options.Epochs,
            State.StepInEpoch,
            StepsPerEpoch,
            EpochMeans(),
            stepsPerSecond * options.BatchSize,
            stepsLeft / stepsPerSecond));
    }

    private Metric[] EpochMeans() => [.. metricNames.Select((name, i) => new Metric(name, State.Sums[i] / Math.Max(1, State.Examples)))];

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
