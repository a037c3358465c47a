using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>A prior with its weights.</summary>
internal abstract class PriorModule(string name) : nn.Module(name)
{
    /// <summary>Draws latent vectors: [count, latent].</summary>
    public abstract Tensor Sample(int count, Generator random);

    /// <summary>Mean and standard deviation of each latent dimension: [latent] both.</summary>
    public abstract (Tensor Mean, Tensor Deviation) Marginals();

    /// <summary>Whether the prior is estimated from the codes of training examples once these are learnt.</summary>
    public abstract bool NeedsFit { get; }

    /// <summary>Estimates the prior from codes [count, latent].</summary>
    public abstract void Fit(Tensor codes);
}
