namespace Hourglass.Companions;

/// <summary>The fit of a companion starts.</summary>
/// <param name="Companion">The companion, as requested.</param>
/// <param name="Reason">The reason, as a sentence.</param>
public sealed record FitStarted(Companion Companion, string Reason) : FitEvent;
