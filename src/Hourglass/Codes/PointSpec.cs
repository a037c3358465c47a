using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>A deterministic code, passed through an activation.</summary>
/// <param name="Activation">Applied to the encoder's output; linear by default.</param>
public sealed record PointSpec(Activation Activation = Activation.Linear) : CodeSpec<PointCode>
{
    /// <inheritdoc/>
    public override int Outputs(int latent) => latent;

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(int latent) => [];

    internal override CodeReader<PointCode> Build(int latent, Generator random)
    {
        var (least, most) = Activation.Range();
        var isBounded = double.IsFinite(least) || double.IsFinite(most);
        return new PlainReader<PointCode>(encoded => new PointCode(Activation.Apply(encoded), encoded), isBounded ? flat => flat.clamp(least, most) : null);
    }
}
