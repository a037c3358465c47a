namespace Hourglass.Companions;

/// <summary>Something that happened while a companion of a model was fitted; free of any user interface.</summary>
public abstract record FitEvent;
