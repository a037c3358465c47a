using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>A deterministic code: one point per example.</summary>
/// <param name="value">The points: [batch, latent].</param>
/// <param name="encoded">The encoder's output from which they were made elementwise [batch, latent]; the points themselves when null.</param>
public sealed class PointCode(Tensor value, Tensor? encoded = null) : Code
{
    /// <summary>The encoder's output before the code's activation: [batch, latent].</summary>
    public Tensor Encoded => encoded ?? value;

    /// <inheritdoc/>
    public override Tensor Location => value;

    /// <inheritdoc/>
    public override Tensor Sample(Generator random) => value;

    /// <inheritdoc/>
    public override Code Repeat(int times) => new PointCode(value.repeat_interleave(times, 0), encoded?.repeat_interleave(times, 0));
}
