using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>A deterministic code, passed through an activation.</summary>
/// <param name="Activation">Applied to the encoder's output; linear by default.</param>
public sealed record PointSpec(Activation Activation = Activation.Linear) : CodeSpec<PointCode>
{
    /// <inheritdoc/>
    public override int NumbersPerDimension => 1;

    /// <inheritdoc/>
    public override PointCode Read(Tensor encoded) => new(Activation.Apply(encoded));
}
