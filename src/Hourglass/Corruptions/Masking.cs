using static TorchSharp.torch;

namespace Hourglass.Corruptions;

/// <summary>Sets a random part of the features to zero.</summary>
/// <param name="Fraction">Probability that a feature is set to zero; in (0, 1).</param>
public sealed record Masking(double Fraction) : Corruption
{
    /// <inheritdoc/>
    public override Tensor Apply(Tensor clean, Generator random)
    {
        using var kept = rand(clean.shape, dtype: ScalarType.Float32, generator: random).ge(Fraction);
        return clean * kept;
    }
}
