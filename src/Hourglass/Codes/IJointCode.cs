using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>A code whose draws append latent variables that the decoder does not see to those that it does.</summary>
internal interface IJointCode
{
    /// <summary>The part of a draw that the decoder sees: [rows, latent].</summary>
    Tensor Decoded(Tensor draw);

    /// <summary>The prior's log-density of all latent variables in nats: [rows].</summary>
    /// <param name="draw">The draw, which holds the additional variables.</param>
    /// <param name="latent">What the decoder sees, after any flows: [rows, latent].</param>
    Tensor LogPrior(Tensor draw, Tensor latent);

    /// <summary>KL divergence of the posterior from the prior in nats, in closed form given the additional variables of the draw: [rows].</summary>
    Tensor DivergenceAt(Tensor draw);
}
