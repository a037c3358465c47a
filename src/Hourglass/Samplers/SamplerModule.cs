using Hourglass.Companions;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// The fitted part of a sampler; its parameters and buffers are saved. The model is valid during a call only and must not be stored.
/// </summary>
internal abstract class SamplerModule(string name) : CompanionModule(name)
{
    /// <summary>Draws latent vectors, without gradients: [count, latent].</summary>
    public abstract Tensor Draw(int count, Generator random, Autoencoder model, WorkControl control);
}
