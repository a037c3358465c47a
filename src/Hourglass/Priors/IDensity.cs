using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>A prior whose density can be evaluated, which objectives with a KL need.</summary>
internal interface IDensity
{
    /// <summary>Whether <see cref="LogDensity"/> is an estimate, which is too low on average.</summary>
    bool IsEstimate => false;

    /// <summary>log p(z) in nats, or the logarithm of an unbiased estimate of p(z): [rows].</summary>
    Tensor LogDensity(Tensor latent, Generator random, Autoencoder model);
}
