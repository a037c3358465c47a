using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>A deterministic code: one point an example.</summary>
/// <param name="value">The points: [batch, latent].</param>
public sealed class PointCode(Tensor value) : Code
{
    /// <inheritdoc/>
    public override Tensor Location => value;

    /// <inheritdoc/>
    public override Tensor Sample(Generator random) => value;
}
