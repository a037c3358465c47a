namespace Hourglass.Samplers;

/// <summary>Something that happened while a sampler was fitted; free of any user interface.</summary>
public abstract record FitEvent;
