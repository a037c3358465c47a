using Hourglass.Training;

namespace Hourglass.Sweeps;

/// <summary>An event of a sweep.</summary>
/// <param name="Point">The training of the event; null for an event of the whole sweep.</param>
/// <param name="Done">Number of completed trainings, including this one if it is complete.</param>
/// <param name="Total">Total number of trainings.</param>
/// <param name="Event">The event of the training; null if it has finished.</param>
/// <param name="Run">The result of the training, if it has finished.</param>
public sealed record SweepProgress(SweepPoint? Point, int Done, int Total, RunEvent? Event, SweepRun? Run);
