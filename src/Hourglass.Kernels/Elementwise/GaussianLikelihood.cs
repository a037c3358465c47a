using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>scale / 2 * (m - x)^2, the scale being one over the variance.</summary>
internal readonly struct GaussianLikelihood : ILikelihood
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Evaluate(Vector512<float> output, Vector512<float> target, Vector512<float> scale, ref Vector512<float> product,
        out Vector512<float> slope)
    {
        var difference = output - target;
        slope = difference * scale;
        return difference * slope * 0.5f;
    }
}
