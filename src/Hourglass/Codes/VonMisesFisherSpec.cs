using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// A von Mises-Fisher code: the encoder gives a direction, then one number for the concentration. The latent space is the unit sphere,
/// which has one dimension less than the latent size.
/// </summary>
/// <param name="Least">The smallest concentration; above 0.</param>
public sealed record VonMisesFisherSpec(double Least = 1) : CodeSpec<VonMisesFisherCode>
{
    /// <inheritdoc/>
    public override int Outputs(int latent) => latent + 1;

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(int latent)
    {
        if (latent < 2) yield return $"The {What("latent size")} is {Got(latent)}, and a sphere needs at least 2 dimensions around it; give " +
            $"{Allowed("2 or more")}.";
        if (Least is not > 0) yield return $"The {What("smallest concentration")} is {Got(Least)}; give {Allowed("a number above 0, such as 1")}.";
    }

    internal override CodeReader<VonMisesFisherCode> Build(int latent, Generator random) => new SphereReader(latent, Least);
}
