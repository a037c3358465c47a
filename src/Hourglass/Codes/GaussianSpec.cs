using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>A diagonal Gaussian code: the encoder gives the means, then the log-variances, then the context of flows.</summary>
/// <param name="Context">Size of the context for flows; 0 or more.</param>
public sealed record GaussianSpec(int Context = 0) : CodeSpec<GaussianCode>
{
    /// <inheritdoc/>
    public override int Outputs(int latent) => (2 * latent) + Context;

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(int latent)
    {
        if (Context < 0) yield return $"The {What("context")} of the flows has {Got(Context)} numbers; give {Allowed("0 or more")}.";
    }

    internal override CodeReader<GaussianCode> Build(int latent, Generator random) => new PlainReader<GaussianCode>(encoded => new GaussianCode(
        encoded.narrow(1, 0, latent),
        encoded.narrow(1, latent, latent),
        Context == 0 ? null : encoded.narrow(1, 2 * latent, Context)));
}
