using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>A prior with its weights. The model is an argument and must not be stored: a module held twice would be saved twice.</summary>
internal abstract class PriorModule(string name) : nn.Module(name)
{
    /// <summary>Draws latent vectors: [count, latent].</summary>
    public abstract Tensor Sample(int count, Generator random, Autoencoder model);

    /// <summary>Mean and standard deviation of each latent dimension, in flat coordinates where the space is curved: [latent] both.</summary>
    public abstract (Tensor Mean, Tensor Deviation) Marginals(Autoencoder model);
}
