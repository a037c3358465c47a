namespace Hourglass.Training;

/// <summary>What follows a number that is not finite: the first time a way back with half the learning rate, then the end.</summary>
internal sealed class NotFiniteRecovery(TrainingSession session) : IDisposable
{
    private readonly GoodState good = new(session);

    private TrainingState State => session.State;

    /// <summary>Takes the weights as they are now for good ones.</summary>
    public void Take() => good.Take();

    /// <summary>Goes back to the last good weights, with half the learning rate from there on.</summary>
    /// <param name="culprit">What was not finite.</param>
    /// <returns>Null, or why training stops.</returns>
    public RunStopped? Recover(string culprit)
    {
        var explanation = Explain(culprit);
        if (State.Halvings > 0) return session.Stopped(StopReason.NotFinite, explanation);
        good.RestoreSlower();
        var rate = session.Options.LearningRate * Math.Pow(0.5, State.Halvings);
        session.Report(new LearningRateHalved($"{explanation.Split(';')[0]}; going on from {Place()} with half the learning rate ({rate}).", State.Epoch));
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => good.Dispose();

    /// <summary>Where the weights stand, for a person: a run that was continued within an epoch goes back no further than that.</summary>
    private string Place() => State.StepInEpoch > 0 ? $"the weights of step {State.StepInEpoch} of epoch {State.Epoch + 1}" : State.Epoch > 0 ? $"the weights of epoch {State.Epoch}" : "the initial weights";

    private string Explain(string culprit)
    {
        var kept = State.BestEpoch > 0 ? $"the weights of epoch {State.BestEpoch} are kept" : "no epoch had been finished, so the initial weights are kept";
        var step = State.StepInEpoch < session.StepsPerEpoch ? $"step {State.StepInEpoch + 1}" : "after its last step";
        return $"Training met a number that is not finite in epoch {State.Epoch + 1}, {step}: the first was in the output of {culprit}; {kept}. "
            + NotFiniteAdvice.Of(session.Options, session.Train);
    }
}
