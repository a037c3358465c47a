using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>max(0, x).</summary>
internal readonly struct Relu : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => Vector512.Max(x, Vector512<float>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Slope(Vector512<float> known) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(known, Vector512<float>.Zero), Vector512<float>.One, Vector512<float>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Curvature(Vector512<float> known) => Vector512<float>.Zero;
}
