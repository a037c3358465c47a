namespace Hourglass;

/// <summary>The map that a flow posterior repeats.</summary>
public enum FlowKind
{
    /// <summary>Stretches along a plane.</summary>
    Planar,

    /// <summary>Stretches around a point.</summary>
    Radial,
}
