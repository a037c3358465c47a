using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>A prior that is estimated from the codes of the training examples after training.</summary>
internal interface IFittedPrior
{
    /// <summary>Size of an observation per example; the latent size by default.</summary>
    int Observes(Autoencoder model) => model.Latent;

    /// <summary>The observations that it is estimated from: [batch, <see cref="Observes"/>]; the points of the code by default.</summary>
    Tensor Observe(Batch batch, Autoencoder model) => model.Locate(batch);

    /// <summary>Estimates the prior from observations: [count, <see cref="Observes"/>].</summary>
    void Fit(Tensor codes, Autoencoder model);
}
