using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>exp(-d^2 / (2 l)) for l dimensions.</summary>
internal readonly struct GaussianSimilarity : ISimilarity
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Evaluate(Vector512<float> squared, float dimensions, out Vector512<float> slope)
    {
        var factor = Vector512.Create(-0.5f / dimensions);
        var similarity = VectorMath.Exp(squared * factor);
        slope = similarity * factor;
        return similarity;
    }
}
