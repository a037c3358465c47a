using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>A prior whose density can be told, as objectives with a KL need.</summary>
internal interface IDensity
{
    /// <summary>Whether <see cref="LogDensity"/> is of an estimate: on average it is then too low.</summary>
    bool IsEstimate => false;

    /// <summary>log p(z) in nats, or the logarithm of an unbiased estimate of p(z): [rows].</summary>
    Tensor LogDensity(Tensor latent, Generator random, Autoencoder model);
}
