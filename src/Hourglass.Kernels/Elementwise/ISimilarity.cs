using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>
/// Similarity of two vectors as a function of their squared distance, 1 for equal ones, as a type, for which the compiler generates specialised loops.
/// </summary>
internal interface ISimilarity
{
    /// <summary>k(d^2), and its slope in d^2.</summary>
    /// <param name="squared">d^2.</param>
    /// <param name="dimensions">Of the vectors.</param>
    /// <param name="slope">dk / d(d^2).</param>
    static abstract Vector512<float> Evaluate(Vector512<float> squared, float dimensions, out Vector512<float> slope);
}
