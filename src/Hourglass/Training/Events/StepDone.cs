namespace Hourglass.Training;

/// <summary>A step is done; reported about ten times a second.</summary>
/// <param name="Epoch">Current epoch, from 1.</param>
/// <param name="Epochs">Requested number of epochs.</param>
/// <param name="Step">Steps done in this epoch.</param>
/// <param name="Steps">Steps per epoch.</param>
/// <param name="Metrics">Means over the epoch so far: <c>loss_nats</c>, then each term.</param>
/// <param name="ExamplesPerSecond">Training speed since the start or the last resumption.</param>
/// <param name="SecondsLeft">Estimate of the time to the last epoch's end.</param>
public sealed record StepDone(
    int Epoch,
    int Epochs,
    int Step,
    int Steps,
    IReadOnlyList<Metric> Metrics,
    double ExamplesPerSecond,
    double SecondsLeft) : RunEvent;
