using static TorchSharp.torch;

namespace Hourglass.Corruptions;

/// <summary>Sets a random part of the features to 0 or 1, each with equal probability.</summary>
/// <param name="Fraction">Probability that a feature is replaced; in (0, 1).</param>
public sealed record SaltAndPepper(double Fraction) : Corruption
{
    /// <inheritdoc/>
    public override Tensor Apply(Tensor clean, Generator random)
    {
        using var draw = rand(clean.shape, dtype: ScalarType.Float32, generator: random);
        using var pepper = draw.lt(Fraction / 2);
        using var salt = draw.ge(1 - (Fraction / 2));
        return clean.masked_fill(pepper, 0).masked_fill_(salt, 1);
    }
}
