using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// A density on a latent space: the volume element of a metric defined by anchors, within their reach; not normalised.
/// In 64 bits.
/// </summary>
internal interface IVolume
{
    /// <summary>The anchors: [anchors, latent].</summary>
    Tensor Centres { get; }

    /// <summary>Relative leapfrog step sizes of the dimensions: [latent].</summary>
    Tensor Lengths { get; }

    /// <summary>
    /// The logarithm of the density at positions [rows, latent], in nats [rows], and the weight of each anchor there, 0 to 1 [rows, anchors].
    /// </summary>
    (Tensor Log, Tensor Closeness) At(Tensor place);

    /// <summary>Its gradient: [rows, latent].</summary>
    Tensor Force(Tensor place);
}
