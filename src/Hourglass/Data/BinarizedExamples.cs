using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>
/// A view in which every value is 1 with the probability given by the original value, else 0: stochastic binarisation drawn once
/// (R. Salakhutdinov and I. Murray, "On the quantitative analysis of deep belief networks", ICML 2008). Each draw depends on the seed,
/// the example's position and the feature alone, so that it is the same in every batch, epoch and run, and takes no memory.
/// </summary>
public sealed class BinarizedExamples : Examples
{
    private readonly Examples source;
    private readonly ulong seed;

    /// <summary>Wraps <paramref name="source"/>, whose values are probabilities; what lies outside of [0, 1] counts as 0 or 1.</summary>
    public BinarizedExamples(Examples source, ulong seed)
        : base(source)
    {
        this.source = source;
        this.seed = seed;
    }

    /// <inheritdoc/>
    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
    {
        source.CopyTo(indices, destination);
        var size = Shape.Size;
        for (var i = 0; i < indices.Length; i++)
        {
            var values = destination.Slice(i * size, size);
            // A SplitMix64 stream of its own for each example: one mixing step a feature.
            var state = SplitMix64.Derive(seed, (ulong)indices[i]);
            foreach (ref var value in values)
            {
                // 24 bits, the precision of a 32-bit number: 0 never becomes 1 and 1 always does.
                var unit = (SplitMix64.Next(ref state) >> 40) * (1f / (1 << 24));
                value = unit < value ? 1f : 0f;
            }
        }
    }
}
