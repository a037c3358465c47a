using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>scale * |m - x|, the scale being one over the distribution's; the slope at 0 is 0.</summary>
internal readonly struct LaplaceLikelihood : ILikelihood
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Evaluate(Vector512<float> output, Vector512<float> target, Vector512<float> scale, ref Vector512<float> product,
        out Vector512<float> slope)
    {
        var difference = output - target;
        var away = Vector512.ConditionalSelect(Vector512.Equals(difference, Vector512<float>.Zero), Vector512<float>.Zero, scale);
        slope = Vector512.CopySign(away, difference);
        return Vector512.Abs(difference) * scale;
    }
}
