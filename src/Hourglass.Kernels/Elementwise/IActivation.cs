using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>An elementwise non-linearity as a type, for which the compiler generates specialised loops.</summary>
internal interface IActivation
{
    /// <summary>Whether <see cref="Slope"/> takes x instead of f(x).</summary>
    static abstract bool NeedsInput { get; }

    /// <summary>f(x).</summary>
    static abstract Vector512<float> Apply(Vector512<float> x);

    /// <summary>f'(x), from f(x), or from x where <see cref="NeedsInput"/>.</summary>
    static abstract Vector512<float> Slope(Vector512<float> known);

    /// <summary>f''(x), from the same argument as <see cref="Slope"/>.</summary>
    static abstract Vector512<float> Curvature(Vector512<float> known);
}
