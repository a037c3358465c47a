namespace Hourglass.Training.Diagnostics;

/// <summary>A look at the trained model found something to put right.</summary>
/// <param name="Warning">What.</param>
public sealed record TrainingWarned(TrainingWarning Warning) : RunEvent;
