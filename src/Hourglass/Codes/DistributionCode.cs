using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>A code that is a distribution q(z|x) over the latent space, with a density.</summary>
public abstract class DistributionCode : Code
{
    /// <summary>log q(z|x) in nats: [batch].</summary>
    /// <param name="latent">z: [batch, latent].</param>
    public abstract Tensor LogDensity(Tensor latent);
}
