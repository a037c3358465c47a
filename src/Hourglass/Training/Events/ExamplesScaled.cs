using Hourglass.Preparation;

namespace Hourglass.Training;

/// <summary>Rows outside [0, 1] were scaled by default.</summary>
/// <param name="Scale">The scaling.</param>
public sealed record ExamplesScaled(ScalingKind Scale) : RunEvent;
