using System.Text.Json.Serialization;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// Finite scalar quantisation (Mentzer et al. 2024): every number is bounded and rounded to one of a few levels, and the numbers of a
/// position together form one symbol of an implied codebook. The latent space has the layout of feature maps: [levels, positions].
/// </summary>
/// <param name="Levels">Levels of each number of a position, each at least 2; their count divides the latent size.</param>
public sealed record ScalarQuantizedSpec(ValueList<int> Levels) : QuantizedSpec
{
    /// <summary>The largest implied codebook.</summary>
    public const int MostCodes = 65_536;

    /// <inheritdoc/>
    [JsonIgnore]
    public override int Classes => Levels.Aggregate(1, (product, level) => product * level);

    /// <inheritdoc/>
    [JsonIgnore]
    public override int Codebooks => 1;

    /// <inheritdoc/>
    public override int Symbols(int latent) => latent / Math.Max(1, Levels.Count);

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(int latent)
    {
        if (Levels.Count == 0 || latent % Levels.Count != 0)
            yield return $"{Got(Levels.Count)} {What("levels")} do not divide the latent size {latent}; give " +
                $"{Allowed($"as many levels as one of its divisors, such as {Divisors.Nearest(latent, Math.Max(1, Levels.Count))}")}.";
        foreach (var level in Levels.Where(level => level < 2)) yield return $"A {What("number")} has {Got(level)} levels; give " +
            $"{Allowed("at least 2, better 5")}.";
        if (Levels.Aggregate(1.0, (product, level) => product * level) > MostCodes)
            yield return $"The {What("levels")} {Got(Levels)} make more than {MostCodes:N0} codes; give {Allowed("fewer or smaller ones, such as [8,5,5,5]")}.";
    }

    internal override CodeReader<QuantizedCode> Build(int latent, Generator random) => new ScalarQuantizer(Levels, latent / Levels.Count);
}
