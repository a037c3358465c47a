using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>The negative log-likelihood of a feature under a decoder's output, as a type, for which the compiler generates specialised loops.</summary>
internal interface ILikelihood
{
    /// <summary>
    /// -log p(target | output) in nats, up to a constant, in two parts, value = plain part + log(factor), with the factor in [1, 2]: logarithms of
    /// many features are then one logarithm of a product. Also its slope in the output.
    /// </summary>
    /// <param name="output">The decoder's output.</param>
    /// <param name="target">The feature.</param>
    /// <param name="scale">The likelihood's fixed parameter.</param>
    /// <param name="product">Multiplied by the factor.</param>
    /// <param name="slope">d/d output.</param>
    /// <returns>The plain part.</returns>
    static abstract Vector512<float> Evaluate(Vector512<float> output, Vector512<float> target, Vector512<float> scale, ref Vector512<float> product,
        out Vector512<float> slope);
}
