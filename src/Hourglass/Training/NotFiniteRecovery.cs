namespace Hourglass.Training;

/// <summary>The reaction to a non-finite number: the first time, training returns to earlier weights with half the learning rate; then it ends.</summary>
internal sealed class NotFiniteRecovery(TrainingSession session) : IDisposable
{
    private readonly GoodState good = new(session);

    private TrainingState State => session.State;

    /// <summary>Records the current weights as good ones.</summary>
    public void Take() => good.Take();

    /// <summary>Returns to the last good weights, with half the learning rate from there on.</summary>
    /// <param name="culprit">What was not finite.</param>
    /// <returns>Null, or the reason why training stops.</returns>
    public RunStopped? Recover(string culprit)
    {
        var finding = Finding(culprit);
        if (State.Halvings > 0) return session.Stopped(StopReason.NotFinite, $"{finding}; {Kept()}. {NotFiniteAdvice.Of(session.Options, session.Train)}");
        good.RestoreSlower();
        var rate = session.Options.LearningRate * Math.Pow(0.5, State.Halvings);
        session.Report(new LearningRateHalved($"{finding}; going on from {Place()} with half the learning rate ({rate}).", State.Epoch));
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => good.Dispose();

    /// <summary>Describes the weights for the user. A run that was resumed within an epoch returns to that point at the earliest.</summary>
    private string Place() =>
        State.StepInEpoch > 0
        ? $"the weights of step {State.StepInEpoch} of epoch {State.Epoch + 1}"
        : State.Epoch > 0
        ? $"the weights of epoch {State.Epoch}"
        : "the initial weights";

    private string Kept() =>
        State.BestEpoch > 0 ? $"the weights of epoch {State.BestEpoch} are kept" : "no epoch had been finished, so the initial weights are kept";

    private string Finding(string culprit)
    {
        var step = State.StepInEpoch < session.StepsPerEpoch ? $"step {State.StepInEpoch + 1}" : "after its last step";
        return $"Training met a number that is not finite in epoch {State.Epoch + 1}, {step}: the first was in the output of {culprit}";
    }
}
