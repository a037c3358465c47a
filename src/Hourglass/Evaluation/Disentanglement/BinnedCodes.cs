namespace Hourglass.Evaluation.Disentanglement;

/// <summary>Codes quantised into bins with about equally many examples, so that the best split of a node is found in one pass.</summary>
internal sealed class BinnedCodes
{
    /// <summary>Maximum number of bins of a dimension; if there are no more distinct values than that, each has its own bin.</summary>
    public const int Most = 64;

    private readonly byte[][] bins;

    /// <summary>Quantises each dimension by its values in the first <paramref name="learnt"/> rows of <paramref name="codes"/> [count, latent].</summary>
    public BinnedCodes(float[,] codes, int learnt)
    {
        Count = codes.GetLength(0);
        bins = [.. Enumerable.Range(0, codes.GetLength(1)).Select(j => Cut(codes, j, learnt))];
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Number of dimensions.</summary>
    public int Dimensions => bins.Length;

    /// <summary>The bin of each row along a dimension: [count].</summary>
    public ReadOnlySpan<byte> this[int dimension] => bins[dimension];

    private static byte[] Cut(float[,] codes, int dimension, int learnt)
    {
        var sorted = new float[learnt];
        for (var i = 0; i < learnt; i++) sorted[i] = codes[i, dimension];
        Array.Sort(sorted);
        float[] different = [.. sorted.Distinct()];
        float[] edges = different.Length <= Most
            ? [.. different.Skip(1).Zip(different, (upper, lower) => lower + ((upper - lower) / 2))]
            : [.. Enumerable.Range(1, Most - 1).Select(b => sorted[(int)((long)b * learnt / Most)]).Distinct()];
        var cut = new byte[codes.GetLength(0)];
        for (var i = 0; i < cut.Length; i++)
        {
            var at = Array.BinarySearch(edges, codes[i, dimension]);
            cut[i] = (byte)(at >= 0 ? at : ~at);
        }

        return cut;
    }
}
