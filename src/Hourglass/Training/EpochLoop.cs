using Hourglass.Data.Batches;
using Hourglass.Numerics;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>The epochs of a stage of gradient descent: their steps, and the evaluation and reports at their ends.</summary>
internal sealed class EpochLoop : IDisposable
{
    private readonly TrainingSession session;
    private readonly PlannedStage planned;
    private readonly Stage stage;
    private readonly BatchQueue batches;
    private double lossAfterEpoch;
    private double waiting;

    /// <summary>Allocates memory for batches.</summary>
    /// <param name="session">The training session.</param>
    /// <param name="planned">The stage's position in it.</param>
    /// <param name="stage">What is minimised.</param>
    /// <param name="readsAhead">Whether batches are read ahead on another thread.</param>
    public EpochLoop(TrainingSession session, PlannedStage planned, Stage stage, bool readsAhead)
    {
        (this.session, this.planned, this.stage) = (session, planned, stage);
        batches = new BatchQueue(session.Train, session.Options.BatchSize, readsAhead);
    }

    private TrainingState State => session.State;

    /// <summary>Continues to the end of the epoch or to a stop.</summary>
    /// <returns>The name of the first non-finite output, or null.</returns>
    public string? Run(CancellationToken cancellation)
    {
        if (State.StepInEpoch == 0) State.Sums = new double[stage.Metrics.Count];
        var order = EpochOrder.Of(session.Train.Count, session.Options.ShuffleBlock, session.Options.ShuffleWindow, session.Options.Seed, State.Epoch);
        batches.Begin(order, State.StepInEpoch);
        try
        {
            return Steps(cancellation) is { } culprit ? culprit : State.StepInEpoch < session.StepsPerEpoch ? null : Aftermath();
        }
        finally
        {
            waiting = batches.Waited;
            batches.End();
        }
    }

    /// <summary>Counts, evaluates and reports an epoch whose steps are done.</summary>
    /// <returns>Whether its weights can serve as a state to return to.</returns>
    public bool End()
    {
        var trained = session.EpochMeans(stage);
        var rate = session.Rate(planned, State.Epoch - planned.Start + ((session.StepsPerEpoch - 1.0) / session.StepsPerEpoch));
        State.Epoch++;
        State.StepInEpoch = 0;
        State.Examples = 0;
        var judged = Judged();
        var loss = judged.Count > 0 ? judged[0].Value : stage.FinalLoss([.. trained.Select(metric => metric.Value)]);
        var reference = Math.Min(loss, State.BestLoss);

        // If the loss exceeds the best loss by more than that loss itself, the weights may be diverging and are no state to return to.
        var sound = (judged.Count > 0 ? loss : lossAfterEpoch) <= reference + 1 + Math.Abs(reference);
        var best = sound && loss < State.BestLoss;
        if (best)
        {
            State.BestLoss = loss;
            State.BestEpoch = State.Epoch;
            session.Best.Take(session.Model.Modules);
        }

        var speed = session.Clock.StepsPerSecond * session.Train.Count / session.StepsPerEpoch;
        session.Report(new EpochDone(State.Epoch, session.Plan.Epochs, trained, judged, rate, speed, State.Seconds, best)
        {
            WaitingSeconds = waiting,
        });
        return sound;
    }

    /// <inheritdoc/>
    public void Dispose() => batches.Dispose();

    private BatchMemory? last;

    private string? Steps(CancellationToken cancellation)
    {
        session.Clock.Start();
        try
        {
            while (State.StepInEpoch < session.StepsPerEpoch && !cancellation.IsCancellationRequested)
            {
                last = batches.Next();
                if (Step(last) is { } culprit) return culprit;
                if (session.Clock.Step()) Report();
            }

            return null;
        }
        finally
        {
            State.Seconds += session.Clock.Stop();
        }
    }

    /// <summary>One step: gradients, then an update. Returns the name of the first non-finite output, or null.</summary>
    private string? Step(BatchMemory batch)
    {
        var moment = session.Moment(planned);
        if (session.Engine.Differentiate(batch, stage, moment, State.Step) is not { } figures) return Culprit(batch, moment);
        for (var i = 0; i < State.Sums.Length; i++) State.Sums[i] += figures[i] * batch.Count;
        State.Examples += batch.Count;
        session.Optimizer.Step(session.Rate(planned, moment.Epoch));
        session.Engine.Updated();
        State.OptimizerSteps = session.Optimizer.Steps;
        State.StepInEpoch++;
        State.Step++;
        return null;
    }

    private string Culprit(BatchMemory batch, Moment moment)
    {
        using var scope = NewDisposeScope();
        using var random = Randomness.Generator(session.Options.Seed, RandomPurpose.TrainingStep, (ulong)State.Step);
        return NotFiniteDiagnosis.FirstModule(session.Model, stage, batch.ToTensors(), moment, random) ?? "the loss";
    }

    /// <summary>
    /// The first non-finite output in a pass over the last batch with the weights at the end of the epoch, or null: no step follows that would
    /// detect it before these weights are kept.
    /// </summary>
    private string? Aftermath()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var clean = last!.ToTensors();
        using var random = Randomness.Generator(session.Options.Seed, RandomPurpose.Validation, (ulong)State.Epoch);
        var culprit = NotFiniteDiagnosis.FirstModule(session.Model, stage, clean, new Moment(double.PositiveInfinity, session.Train.Count), random);
        if (culprit is null)
            lossAfterEpoch = new StageLosses(stage, stage.Evaluate(clean, session.Moment(planned), random), double.PositiveInfinity).Figures[0];
        return culprit;
    }

    private IReadOnlyList<Metric> Judged()
    {
        if (session.Validation is not { } validation) return [];
        session.Model.Modules.eval();
        var judged = ObjectiveMeans.Of(stage, validation, session.Options.Seed, State.Epoch);
        session.Model.Modules.train();
        return judged;
    }

    private void Report()
    {
        var speed = session.Clock.StepsPerSecond;
        var stepsLeft = ((long)(session.Plan.Epochs - State.Epoch) * session.StepsPerEpoch) - State.StepInEpoch;
        session.Report(new StepDone(
            State.Epoch + 1,
            session.Plan.Epochs,
            State.StepInEpoch,
            session.StepsPerEpoch,
            session.EpochMeans(stage),
            speed * session.Options.BatchSize,
            stepsLeft / speed));
    }
}
