using static TorchSharp.torch;

namespace Hourglass.Corruptions;

/// <summary>Adds N(0, deviation^2) to every feature.</summary>
/// <param name="Deviation">Standard deviation of the noise, in the data's units; above 0.</param>
/// <param name="Clip">Whether to clip the result to [0, 1], as pictures need.</param>
[PartName("gaussian")]
public sealed record GaussianNoise(double Deviation, bool Clip = true) : Corruption
{
    /// <inheritdoc/>
    public override Tensor Apply(Tensor clean, Generator random)
    {
        var noisy = randn(clean.shape, dtype: clean.dtype, generator: random).mul_(Deviation).add_(clean);
        return Clip ? noisy.clamp_(0, 1) : noisy;
    }
}
