namespace Hourglass.Training;

/// <summary>Training has ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Explanation">A sentence for a person.</param>
/// <param name="Epochs">Whole epochs done.</param>
/// <param name="Seconds">Seconds of training, over all sittings.</param>
public sealed record RunStopped(StopReason Reason, string Explanation, int Epochs, double Seconds) : RunEvent;
