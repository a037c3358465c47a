namespace Hourglass.Training;

/// <summary>What a training gave.</summary>
/// <param name="Model">The model, which belongs to whoever called for it.</param>
/// <param name="Stopped">When and why training ended.</param>
public sealed record Fitted(Autoencoder Model, RunStopped Stopped);
