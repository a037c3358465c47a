using Hourglass.Schedules;

namespace Hourglass.Objectives;

/// <summary>A term of a player's loss.</summary>
/// <param name="Metric">The name under which it is shown.</param>
/// <param name="Weight">The factor with which it enters the loss.</param>
internal sealed record StageTerm(string Metric, Schedule Weight);
