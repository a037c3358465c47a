namespace Hourglass.Training;

/// <summary>An epoch has ended.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Epochs">Requested number of epochs.</param>
/// <param name="Train">Means over the epoch's training batches: <c>loss_nats</c>, then each term.</param>
/// <param name="Validation">The same on the held-out examples after the epoch; empty without any.</param>
/// <param name="LearningRate">Learning rate of its last step.</param>
/// <param name="ExamplesPerSecond">Training speed.</param>
/// <param name="Seconds">Seconds of training so far.</param>
/// <param name="IsBest">Whether it is the best epoch so far.</param>
public sealed record EpochDone(
    int Epoch,
    int Epochs,
    IReadOnlyList<Metric> Train,
    IReadOnlyList<Metric> Validation,
    double LearningRate,
    double ExamplesPerSecond,
    double Seconds,
    bool IsBest) : RunEvent
{
    /// <summary>Seconds of the epoch in which its steps waited for examples to be read.</summary>
    public double WaitingSeconds { get; init; }
}
