using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>How alike two vectors are by their squared distance, 1 for the same, as a type, for which the compiler makes loops of its own.</summary>
internal interface ILikeness
{
    /// <summary>k(d^2), and its slope in d^2.</summary>
    /// <param name="squared">d^2.</param>
    /// <param name="dimensions">Of the vectors.</param>
    /// <param name="slope">dk / d(d^2).</param>
    static abstract Vector512<float> Evaluate(Vector512<float> squared, float dimensions, out Vector512<float> slope);
}
