using System.Text.Json.Serialization;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// Vectors replaced by the nearest entry of a codebook (van den Oord et al. 2017); with several codebooks, each quantises what the ones
/// before it left over, and the point is the sum of the entries chosen (Lee et al. 2022). The latent space is laid out as feature maps
/// are: [<paramref name="CodeSize"/>, positions].
/// </summary>
/// <param name="CodeSize">Numbers of one vector; it divides the latent size, and the quotient is the number of positions.</param>
/// <param name="Codes">Entries of each codebook.</param>
/// <param name="Depth">Codebooks, one after the other.</param>
/// <param name="Learning">How the entries are learnt.</param>
/// <param name="Decay">Of the moving averages, what is left after a step.</param>
public sealed record VectorQuantizedSpec(
    int CodeSize,
    [property: Setting("entries of the codebook", Least = 2, Most = 65_536)]
    int Codes,
    [property: Setting("number of codebooks; each quantises the residual of the previous ones", Least = 1, Most = 64)]
    int Depth = 1,
    [property: Setting("how codebook entries are learnt: by a loss term, or as moving averages (ema)", Name = "codebook")]
    CodebookLearning Learning = CodebookLearning.Ema,
    [property: Setting("decay rate of the moving averages (codebook=ema)", Name = "codebook_decay", Least = 0, BelowOne = true)]
    double Decay = 0.99) : QuantizedSpec
{
    // The size of an entry follows from the model.
    internal static OptionSet<VectorQuantizedSpec> Declared { get; } = new(() => new VectorQuantizedSpec(CodeSize: 1, Codes: 256));

    /// <inheritdoc/>
    [JsonIgnore]
    public override int Classes => Codes;

    /// <inheritdoc/>
    [JsonIgnore]
    public override int Codebooks => Depth;

    /// <inheritdoc/>
    public override int Symbols(int latent) => Depth * (latent / Math.Max(1, CodeSize));

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(int latent)
    {
        if (CodeSize < 1 || latent % CodeSize != 0)
            yield return $"{What("Codes")} of {Got(CodeSize)} numbers do not divide the latent size {latent}; give " +
                $"{Allowed($"a code_size that does, such as {Divisors.Nearest(latent, Math.Max(1, CodeSize))}")}.";
        foreach (var violation in Declared.Violations(this)) yield return violation;
    }

    internal override CodeReader<QuantizedCode> Build(int latent, Generator random) => new VectorQuantizer(this, latent / CodeSize, random);
}
