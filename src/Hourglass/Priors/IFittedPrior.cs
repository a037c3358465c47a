using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>A prior that is estimated from the codes of training examples once these are learnt.</summary>
internal interface IFittedPrior
{
    /// <summary>How many numbers of each example it is estimated from; the code's, unless it says otherwise.</summary>
    int Observes(Autoencoder model) => model.Latent;

    /// <summary>What it is estimated from: [batch, <see cref="Observes"/>]; the points of the code, unless it says otherwise.</summary>
    Tensor Observe(Batch batch, Autoencoder model) => model.Locate(batch);

    /// <summary>Estimates the prior from what was observed: [count, <see cref="Observes"/>].</summary>
    void Fit(Tensor codes, Autoencoder model);
}
