using Hourglass.Objectives;

namespace Hourglass.Training;

/// <summary>Runs the stages of a training in order.</summary>
internal sealed class StageLoop(TrainingSession session, NotFiniteRecovery recovery)
{
    private TrainingState State => session.State;

    private string Done => State.Epoch == 1 ? "The epoch is done." : $"All {State.Epoch} epochs are done.";

    /// <summary>Trains from the current state of the session until the end, a stop or a non-finite number.</summary>
    /// <param name="readsAhead">Whether batches are read ahead on another thread.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <param name="epochEnded">Called after each epoch with the session in a state that can be saved.</param>
    public RunStopped Run(bool readsAhead, CancellationToken cancellation, Action? epochEnded)
    {
        while (session.Plan.At(State.Epoch) is { } planned)
        {
            if (planned.Stage is null)
            {
                try
                {
                    ClosedForm.Fit(session, cancellation);
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                {
                    return session.Stopped(StopReason.Interrupted, "Stopped on request before the principal components were computed.");
                }

                continue;
            }

            if (planned.Start > 0 && State.Epoch == planned.Start && State.StepInEpoch == 0) Begin();
            var stop = Descend(planned, planned.Stage, readsAhead, cancellation, epochEnded);
            if (stop.Reason is StopReason.EarlyStopped && !session.Plan.IsLast(planned)) State.Epoch = planned.End;
            else if (stop.Reason is not StopReason.Finished) return stop;
        }

        return session.Stopped(StopReason.Finished,
            session.Plan.IsClosedForm ? "The principal components were computed." : Done);
    }

    /// <summary>A new stage starts from the best weights of the previous one, with a new optimizer and no best loss.</summary>
    private void Begin()
    {
        if (session.HasBest) session.Best.Restore(session.Model.Modules);
        session.Optimizer.Reset();
        State.OptimizerSteps = 0;
        State.BestLoss = double.MaxValue;
    }

    private RunStopped Descend(PlannedStage planned, Stage stage, bool readsAhead, CancellationToken cancellation, Action? epochEnded)
    {
        using var epochs = new EpochLoop(session, planned, stage, readsAhead);
        session.Model.Modules.train();
        try
        {
            recovery.Take();
            while (true)
            {
                // Checked here so that a run resumed from the checkpoint of its last epoch stops as well.
                if (LostPatience(planned) is { } early) return early;
                if (State.Epoch >= planned.End) return session.Stopped(StopReason.Finished, Done);
                if (epochs.Run(cancellation) is { } culprit)
                {
                    if (recovery.Recover(culprit) is { } notFinite) return notFinite;
                    continue;
                }

                if (State.StepInEpoch < session.StepsPerEpoch)
                    return session.Stopped(StopReason.Interrupted,
                        $"Stopped on request in epoch {State.Epoch + 1}, after step {State.StepInEpoch} of {session.StepsPerEpoch}.");
                var sound = epochs.End();
                epochEnded?.Invoke();
                if (sound) recovery.Take();
            }
        }
        finally
        {
            session.Model.Modules.eval();
        }
    }

    private RunStopped? LostPatience(PlannedStage planned)
    {
        var patience = session.Options.Patience;
        if (patience == 0 || State.Epoch <= planned.Start || State.Epoch - State.BestEpoch < patience) return null;
        return session.Stopped(StopReason.EarlyStopped,
            $"The validation loss has not improved for {patience} epochs; the weights of epoch {State.BestEpoch} are kept.");
    }
}
