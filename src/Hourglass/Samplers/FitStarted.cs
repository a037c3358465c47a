namespace Hourglass.Samplers;

/// <summary>A sampler is going to be fitted.</summary>
/// <param name="Sampler">Which, as it was asked for.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record FitStarted(Sampler Sampler, string Reason) : FitEvent;
