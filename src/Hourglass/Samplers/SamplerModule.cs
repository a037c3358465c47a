using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// What is fitted of a sampler: its parameters and buffers are what is saved. The model is lent for a call and never kept.
/// </summary>
internal abstract class SamplerModule(string name) : nn.Module(name)
{
    /// <summary>Estimates everything that is saved.</summary>
    public abstract void Fit(SamplerFit fit);

    /// <summary>Draws latent vectors, without gradients: [count, latent].</summary>
    public abstract Tensor Draw(int count, Generator random, Autoencoder model);
}
