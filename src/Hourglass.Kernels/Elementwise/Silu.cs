using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>x times the logistic function of x.</summary>
internal readonly struct Silu : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => x * VectorMath.Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Slope(Vector512<float> known)
    {
        var s = VectorMath.Sigmoid(known);
        return s * Vector512.FusedMultiplyAdd(known, Vector512<float>.One - s, Vector512<float>.One);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Curvature(Vector512<float> known)
    {
        var s = VectorMath.Sigmoid(known);
        var down = Vector512<float>.One - s;
        return s * down * Vector512.FusedMultiplyAdd(known, down - s, Vector512.Create(2f));
    }
}
