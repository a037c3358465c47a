using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>
/// A view in which every value is 1 with the probability given by the original value, else 0: stochastic binarisation drawn once
/// (R. Salakhutdinov and I. Murray, "On the quantitative analysis of deep belief networks", ICML 2008). Each draw depends on the seed,
/// the example's position in the data (its part and its index) and the feature only, so that it is the same in every batch, epoch, run and selection
/// and needs no memory.
/// </summary>
internal sealed class BinarizedExamples : Examples
{
    private readonly Examples source;
    private readonly ulong seed;

    /// <summary>Wraps <paramref name="source"/>, whose values are probabilities; values outside of [0, 1] count as 0 or 1.</summary>
    public BinarizedExamples(Examples source, ulong seed)
        : base(source)
    {
        this.source = source;
        this.seed = seed;
    }

    /// <inheritdoc/>
    internal override ValueKind Kind => ValueKind.Binary;

    /// <inheritdoc/>
    internal override PictureOptions? Pictures => source.Pictures;

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
    {
        source.CopyTo(indices, destination);
        var size = Shape.Size;
        for (var i = 0; i < indices.Length; i++)
        {
            var (split, index) = source.PlaceOf(indices[i]);
            Draw(destination.Slice(i * size, size), Randomness.Key(seed, RandomPurpose.Binarization, (ulong)index, split));
        }
    }

    // A separate SplitMix64 stream per example: one mixing step for two features.
    private static void Draw(Span<float> values, ulong state)
    {
        var j = 0;
        for (; j + 1 < values.Length; j += 2)
        {
            var bits = SplitMix64.Next(ref state);
            values[j] = Draw(values[j], (int)(bits >> 40));
            values[j + 1] = Draw(values[j + 1], (int)(bits & 0xFFFFFF));
        }
        if (j < values.Length) values[j] = Draw(values[j], (int)(SplitMix64.Next(ref state) >> 40));
    }

    // 1 if the 24 random bits are below the probability, by the sign of a difference: a branch would be mispredicted too often.
    // Bits and bound are exact 32-bit numbers, so a probability of 0 (or less) never gives 1, and 1 (or more) always does.
    private static float Draw(float probability, int bits) =>
        BitConverter.SingleToUInt32Bits(bits - (probability * (1 << 24))) >> 31;
}
