namespace Hourglass.Training;

/// <summary>A step is done; reported about ten times a second.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">Epochs asked for.</param>
/// <param name="Step">Steps done in this epoch.</param>
/// <param name="Steps">Steps an epoch has.</param>
/// <param name="Metrics">Means over the epoch so far: <c>loss_nats</c>, then each term.</param>
/// <param name="ExamplesPerSecond">Speed of this sitting.</param>
/// <param name="SecondsLeft">Estimate of the time to the last epoch's end.</param>
public sealed record StepDone(
    int Epoch,
    int Epochs,
    int Step,
    int Steps,
    IReadOnlyList<Metric> Metrics,
    double ExamplesPerSecond,
    double SecondsLeft) : RunEvent;
