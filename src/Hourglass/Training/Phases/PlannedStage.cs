using Hourglass.Objectives;

namespace Hourglass.Training;

/// <summary>A stage with its position among the epochs of a run.</summary>
/// <param name="Phase">The phase it belongs to.</param>
/// <param name="Stage">What is minimised; null for a closed form.</param>
/// <param name="Start">Number of epochs before it.</param>
/// <param name="Epochs">Its own number of epochs.</param>
internal sealed record PlannedStage(Phase Phase, Stage? Stage, int Start, int Epochs)
{
    /// <summary>Number of epochs completed when it ends.</summary>
    public int End => Start + Epochs;
}
