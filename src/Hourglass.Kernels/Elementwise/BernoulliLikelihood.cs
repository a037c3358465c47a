using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>softplus(l) - x l for a logit l; the slope is sigmoid(l) - x.</summary>
internal readonly struct BernoulliLikelihood : ILikelihood
{
    /// <inheritdoc/>
    /// <remarks>softplus(l) = max(l, 0) + log(1 + exp(-|l|)).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Evaluate(Vector512<float> output, Vector512<float> target, Vector512<float> scale, ref Vector512<float> product,
        out Vector512<float> slope)
    {
        var e = VectorMath.Exp(-Vector512.Abs(output));
        var one = Vector512<float>.One;
        var factor = one + e;
        var positive = Vector512.GreaterThanOrEqual(output, Vector512<float>.Zero);
        slope = (Vector512.ConditionalSelect(positive, one, e) / factor) - target;
        product *= factor;
        return Vector512.FusedMultiplyAdd(-target, output, Vector512.Max(output, Vector512<float>.Zero));
    }
}
