using Hourglass.Preparation;

namespace Hourglass.Training;

/// <summary>Rows outside [0, 1] were scaled without being asked for it.</summary>
/// <param name="Scale">How.</param>
public sealed record ExamplesScaled(ScalingKind Scale) : RunEvent;
