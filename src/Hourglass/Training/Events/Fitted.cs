namespace Hourglass.Training;

/// <summary>The result of training.</summary>
/// <param name="Model">The trained model; the caller owns it.</param>
/// <param name="Stopped">When and why training ended.</param>
public sealed record Fitted(Autoencoder Model, RunStopped Stopped);
