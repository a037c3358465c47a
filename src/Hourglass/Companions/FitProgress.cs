namespace Hourglass.Companions;

/// <summary>An epoch of a fit has ended.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Epochs">Total number of epochs.</param>
/// <param name="LossNats">Its loss in nats per example; on held-out examples if there are any.</param>
public sealed record FitProgress(int Epoch, int Epochs, double LossNats) : FitEvent;
