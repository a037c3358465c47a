using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>The marginals of priors that are mixtures of diagonal Gaussians.</summary>
internal static class GaussianMixture
{
    /// <summary>Number of components that approximate an infinite mixture; the draws are fixed, so that marginals do not jitter.</summary>
    public const int Draws = 10_000;

    /// <summary>Mean and standard deviation of each dimension, with equally weighted components: [latent] both.</summary>
    public static (Tensor Mean, Tensor Deviation) Marginals(GaussianCode components)
    {
        var mean = components.Mean.mean([0]);
        var variance = components.LogVariance.exp().mean([0]) + (components.Mean - mean).square().mean([0]);
        return (mean, variance.sqrt());
    }
}
