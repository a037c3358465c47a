namespace Hourglass;

/// <summary>The map of which a flow posterior is made.</summary>
public enum FlowKind
{
    /// <summary>Stretches along a plane.</summary>
    Planar,

    /// <summary>Stretches around a point.</summary>
    Radial,
}
