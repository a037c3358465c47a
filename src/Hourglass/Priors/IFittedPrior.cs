using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>A prior that is estimated from the codes of training examples once these are learnt.</summary>
internal interface IFittedPrior
{
    /// <summary>Estimates the prior from codes [count, latent].</summary>
    void Fit(Tensor codes, Autoencoder model);
}
