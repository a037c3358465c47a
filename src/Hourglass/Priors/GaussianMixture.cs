using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>The marginals of priors that are mixtures of diagonal Gaussians.</summary>
internal static class GaussianMixture
{
    /// <summary>Components that stand for a mixture of infinitely many: always the same draws, so that marginals do not jitter.</summary>
    public const int Draws = 10_000;

    /// <summary>Mean and standard deviation of each dimension, components weighing the same: [latent] both.</summary>
    public static (Tensor Mean, Tensor Deviation) Marginals(GaussianCode components)
    {
        var mean = components.Mean.mean([0]);
        var variance = components.LogVariance.exp().mean([0]) + (components.Mean - mean).square().mean([0]);
        return (mean, variance.sqrt());
    }
}
