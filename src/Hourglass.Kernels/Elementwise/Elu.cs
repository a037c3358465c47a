using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>x for x above 0, else exp(x) - 1.</summary>
internal readonly struct Elu : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), x, VectorMath.Exp(x) - Vector512<float>.One);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Slope(Vector512<float> known) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(known, Vector512<float>.Zero), Vector512<float>.One, known + Vector512<float>.One);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Curvature(Vector512<float> known) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(known, Vector512<float>.Zero), Vector512<float>.Zero, known + Vector512<float>.One);
}
