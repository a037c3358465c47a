using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>x times the normal distribution function of x.</summary>
internal readonly struct Gelu : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => x * VectorMath.NormalDistribution(x, out _);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Slope(Vector512<float> known)
    {
        const float InverseRoot2Pi = 0.3989422804014327f;
        var below = VectorMath.NormalDistribution(known, out var density);
        return Vector512.FusedMultiplyAdd(known * density, Vector512.Create(InverseRoot2Pi), below);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Curvature(Vector512<float> known)
    {
        const float InverseRoot2Pi = 0.3989422804014327f;
        return VectorMath.Exp(known * known * -0.5f) * InverseRoot2Pi * (Vector512.Create(2f) - (known * known));
    }
}
