using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>The negative log-likelihood of a feature under a decoder's output, as a type, for which the compiler makes loops of its own.</summary>
internal interface ILikelihood
{
    /// <summary>
    /// -log p(target | output) in nats, up to a constant, in two parts, value = plain part + log(factor), with the factor in [1, 2]: logarithms of
    /// many features are then one logarithm of a product. Also its slope in the output.
    /// </summary>
    /// <param name="output">What the decoder gave.</param>
    /// <param name="target">The feature.</param>
    /// <param name="scale">The likelihood's one fixed number.</param>
    /// <param name="product">Is multiplied by the factor.</param>
    /// <param name="slope">d/d output.</param>
    /// <returns>The plain part.</returns>
    static abstract Vector512<float> Evaluate(Vector512<float> output, Vector512<float> target, Vector512<float> scale, ref Vector512<float> product, out Vector512<float> slope);
}
