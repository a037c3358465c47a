namespace Hourglass.Companions;

/// <summary>An event of the fit of a companion, independent of any user interface.</summary>
public abstract record FitEvent;
