namespace Hourglass.Training;

/// <summary>An event of training, independent of any user interface.</summary>
public abstract record RunEvent;
