using Hourglass.Companions;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// What is fitted of a sampler: its parameters and buffers are what is saved. The model is lent for a call and never kept.
/// </summary>
internal abstract class SamplerModule(string name) : CompanionModule(name)
{
    /// <summary>Draws latent vectors, without gradients: [count, latent].</summary>
    public abstract Tensor Draw(int count, Generator random, Autoencoder model);
}
