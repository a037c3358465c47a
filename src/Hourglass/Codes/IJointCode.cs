using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>A code whose draws hold further latent variables, which the decoder does not see, behind those that it does.</summary>
internal interface IJointCode
{
    /// <summary>What the decoder sees of a draw: [rows, latent].</summary>
    Tensor Decoded(Tensor draw);

    /// <summary>The prior's log-density of all latent variables in nats: [rows].</summary>
    /// <param name="draw">The draw, for the further variables.</param>
    /// <param name="latent">What the decoder sees, after any flows: [rows, latent].</param>
    Tensor LogPrior(Tensor draw, Tensor latent);

    /// <summary>The divergence of posterior from prior in nats, in closed form given the further variables of the draw: [rows].</summary>
    Tensor DivergenceAt(Tensor draw);
}
