using Hourglass.Training;

namespace Hourglass.Sweeps;

/// <summary>Something that happened in a sweep.</summary>
/// <param name="Point">The training that it happened to; null for what belongs to the whole sweep.</param>
/// <param name="Done">How many trainings are done, this one included if it is.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Event">What happened in the training; null where it is done.</param>
/// <param name="Run">What became of it, when it is done.</param>
public sealed record SweepProgress(SweepPoint Point, int Done, int Total, RunEvent? Event, SweepRun? Run);
