namespace Hourglass.Companions;

/// <summary>An epoch of a fit is done.</summary>
/// <param name="Epoch">Which, from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="LossNats">Its loss in nats an example; on held-out examples where there are some.</param>
public sealed record FitProgress(int Epoch, int Epochs, double LossNats) : FitEvent;
