namespace Hourglass.Training;

/// <summary>Training has ended.</summary>
/// <param name="Reason">Why it ended.</param>
/// <param name="Explanation">One sentence for the user.</param>
/// <param name="Epochs">Completed epochs.</param>
/// <param name="Seconds">Seconds of training, over all sessions.</param>
public sealed record RunStopped(StopReason Reason, MessageText Explanation, int Epochs, double Seconds) : RunEvent;
