namespace Hourglass.Training;

/// <summary>Something that happened in training; free of any user interface.</summary>
public abstract record RunEvent;
