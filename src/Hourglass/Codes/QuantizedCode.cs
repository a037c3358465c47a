using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// A code of symbols from finite sets. Its point is the quantised one, and the gradient passes straight through to the encoder's
/// output as if nothing had been rounded (van den Oord et al. 2017, section 3.2).
/// </summary>
/// <param name="encoded">The encoder's output before quantisation: [batch, latent].</param>
/// <param name="stages">
/// The quantised point after each codebook, the last being the point itself: [codebooks, batch, latent]. The gradient of each stage reaches
/// its own codebook alone.
/// </param>
/// <param name="indices">The symbols, those of the first codebook before those of the next: [batch, symbols] of int64.</param>
public sealed class QuantizedCode(Tensor encoded, Tensor stages, Tensor indices) : Code
{
    // x - x is exactly 0, so that the point is the codebook's to the last bit.
    private readonly Tensor location = stages.select(0, -1).detach() + (encoded - encoded.detach());

    /// <summary>The encoder's output before quantisation: [batch, latent].</summary>
    public Tensor Encoded => encoded;

    /// <summary>The quantised point after each codebook: [codebooks, batch, latent].</summary>
    public Tensor Stages => stages;

    /// <summary>The quantised point, whose gradient reaches the codebook: [batch, latent].</summary>
    public Tensor Quantized => stages.select(0, -1);

    /// <summary>The symbols: [batch, symbols] of int64.</summary>
    public Tensor Indices => indices;

    /// <summary>The quantised point, whose gradient reaches the encoder: [batch, latent].</summary>
    public override Tensor Location => location;

    /// <inheritdoc/>
    public override Tensor Sample(Generator random) => location;

    /// <inheritdoc/>
    public override Code Repeat(int times) =>
        new QuantizedCode(encoded.repeat_interleave(times, 0), stages.repeat_interleave(times, 1), indices.repeat_interleave(times, 0));
}
