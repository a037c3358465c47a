using Hourglass.Codes;

namespace Hourglass.Evaluation;

/// <summary>
/// For codes of symbols: <c>codebook_usage</c>, the share of values that occur, and <c>perplexity</c>, the exponential of the entropy of
/// their frequencies, which is the number of values if all occur equally often. Both over all symbols of a codebook, averaged over codebooks.
/// </summary>
/// <param name="codebooks">How many there are.</param>
/// <param name="classes">Values of each.</param>
internal sealed class CodebookUse(int codebooks, int classes) : IMeasure
{
    private readonly long[,] counts = new long[codebooks, classes];

    public IEnumerable<Metric> Metrics
    {
        get
        {
            double usage = 0, perplexity = 0;
            for (var book = 0; book < codebooks; book++)
            {
                long[] row = [.. Enumerable.Range(0, classes).Select(value => counts[book, value])];
                double total = row.Sum();
                usage += row.Count(count => count > 0) / (double)classes / codebooks;
                perplexity += Math.Exp(-row.Where(count => count > 0).Sum(count => count / total * Math.Log(count / total))) / codebooks;
            }

            return [new("codebook_usage", usage), new("perplexity", perplexity)];
        }
    }

    public void Add(ReconstructedBatch batch)
    {
        if (batch.Code is not QuantizedCode code) return;
        using var indices = code.Indices.contiguous();
        var symbols = (int)indices.shape[1];
        var values = indices.data<long>();
        for (var i = 0; i < values.Count; i++) counts[i % symbols / (symbols / codebooks), values[i]]++;
    }
}
