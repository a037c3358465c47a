using static TorchSharp.torch;

namespace Hourglass.Numerics;

/// <summary>The density of normal variables.</summary>
internal static class NormalDensity
{
    /// <summary>log N(offset; 0, s^2) of each number, in nats.</summary>
    /// <param name="offset">x - m: any shape.</param>
    /// <param name="logVariance">log s^2: of a shape that goes with it.</param>
    public static Tensor Log(Tensor offset, Tensor logVariance) =>
        ((offset.square() * (-logVariance).exp()) + logVariance + Math.Log(2 * Math.PI)) * -0.5;

    /// <summary>log N(z; 0, I) in nats: [rows].</summary>
    /// <param name="latent">z: [rows, latent].</param>
    public static Tensor LogStandard(Tensor latent) => (latent.square() + Math.Log(2 * Math.PI)).sum(1) * -0.5;
}
