namespace Hourglass.Companions;

/// <summary>A companion of a model is going to be fitted.</summary>
/// <param name="Companion">Which, as it was asked for.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record FitStarted(Companion Companion, string Reason) : FitEvent;
