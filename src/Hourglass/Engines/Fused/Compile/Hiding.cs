using Hourglass.Layers;
using Hourglass.Numerics;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Encoders that hide columns of a table's rows first, which is done where rows are read.</summary>
internal static class Hiding
{
    /// <summary>The layer that hides columns; null if there is none.</summary>
    public static HideColumns? Of(ValueList<Layer>? layers) => layers is [HideColumns hiding, ..] ? hiding : null;

    /// <summary>The other layers.</summary>
    public static ValueList<Layer>? After(ValueList<Layer>? layers) => layers is [HideColumns, ..] ? [.. layers.Skip(1)] : layers;
}
