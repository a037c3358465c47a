using Hourglass.Preparation;

namespace Hourglass.Training;

/// <summary>The data was read; the first event that always comes.</summary>
/// <param name="Data">Name of the data.</param>
/// <param name="Notes">Notes for the user on how the data was read, one sentence each.</param>
public sealed record DataRead(string Data, IReadOnlyList<MessageText> Notes) : RunEvent
{
    /// <summary>How each feature is scaled.</summary>
    public required ScalingKind Scale { get; init; }
}
