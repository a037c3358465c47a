using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Columns;

/// <summary>Each row has its own target: [numbers][32].</summary>
internal readonly unsafe struct PanelTargets : ITargets
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* target, int at, int half) => Vector512.Load(target + ((nint)at * Panels.Lanes) + half);
}
