using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// Vectors replaced by the nearest entry of a codebook (van den Oord et al. 2017); with several codebooks, each quantises what the ones
/// before it left over, and the point is the sum of the entries chosen (Lee et al. 2022). The latent space is laid out as feature maps
/// are: [<paramref name="CodeSize"/>, positions].
/// </summary>
/// <param name="CodeSize">Numbers of one vector; it divides the latent size, and the quotient is the number of positions.</param>
/// <param name="Codes">Entries of each codebook; at least 2.</param>
/// <param name="Depth">Codebooks, one after the other; at least 1.</param>
/// <param name="Learning">How the entries are learnt.</param>
/// <param name="Decay">Of the moving averages, what is left after a step; 0 to below 1.</param>
public sealed record VectorQuantizedSpec(
    int CodeSize,
    int Codes,
    int Depth = 1,
    CodebookLearning Learning = CodebookLearning.Ema,
    double Decay = 0.99) : QuantizedSpec
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Classes => Codes;

    /// <inheritdoc/>
    [JsonIgnore]
    public override int Codebooks => Depth;

    /// <inheritdoc/>
    public override int Symbols(int latent) => Depth * (latent / Math.Max(1, CodeSize));

    /// <inheritdoc/>
    internal override IEnumerable<string> Violations(int latent)
    {
        if (CodeSize < 1 || latent % CodeSize != 0)
            yield return $"Codes of {CodeSize} numbers do not divide the latent size {latent}; " +
                $"give a code_size that does, such as {Divisors.Nearest(latent, Math.Max(1, CodeSize))}.";
        if (Codes < 2) yield return $"A codebook has {Codes} entries; give at least 2.";
        if (Depth < 1) yield return $"There are {Depth} codebooks; give at least 1.";
        if (Decay is not (>= 0 and < 1)) yield return $"The codebook's decay is {Decay}; give a number from 0 to below 1.";
    }

    internal override CodeReader<QuantizedCode> Build(int latent, Generator random) => new VectorQuantizer(this, latent / CodeSize, random);
}
