using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>x, for loops that ask for slopes.</summary>
internal readonly struct Identity : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => false;

    /// <inheritdoc/>
    public static Vector512<float> Apply(Vector512<float> x) => x;

    /// <inheritdoc/>
    public static Vector512<float> Slope(Vector512<float> known) => Vector512<float>.One;

    /// <inheritdoc/>
    public static Vector512<float> Curvature(Vector512<float> known) => Vector512<float>.Zero;
}
