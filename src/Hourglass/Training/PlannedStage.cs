using Hourglass.Objectives;

namespace Hourglass.Training;

/// <summary>A stage with its place among the epochs of a run.</summary>
/// <param name="Phase">The phase it belongs to.</param>
/// <param name="Stage">What is minimised; null for a closed form.</param>
/// <param name="Start">Whole epochs before it.</param>
/// <param name="Epochs">Its own.</param>
internal sealed record PlannedStage(Phase Phase, Stage? Stage, int Start, int Epochs)
{
    /// <summary>Whole epochs when it is done.</summary>
    public int End => Start + Epochs;
}
