using Hourglass.Codes;
using Hourglass.Passes;

namespace Hourglass.Evaluation;

/// <summary>
/// For codes of symbols: <c>codebook_usage</c>, the fraction of values that occur, and <c>perplexity</c>, the exponential of the entropy of
/// their frequencies, which is the number of values if all occur equally often. Both over all symbols of a codebook, averaged over codebooks.
/// </summary>
/// <param name="codebooks">Number of codebooks.</param>
/// <param name="classes">Values of each.</param>
internal sealed class CodebookUse(int codebooks, int classes) : IMeasure
{
    private readonly long[,] counts = new long[codebooks, classes];

    public IEnumerable<Metric> Metrics => [new("codebook_usage", Usage), new("perplexity", Perplexity)];

    /// <summary>The fraction of values that occur.</summary>
    public double Usage => Rows().Average(row => row.Count(count => count > 0) / (double)classes);

    /// <summary>The exponential of the entropy of the frequencies.</summary>
    public double Perplexity => Rows().Average(row =>
    {
        double total = row.Sum();
        return Math.Exp(-row.Where(count => count > 0).Sum(count => count / total * Math.Log(count / total)));
    });

    public void Add(ReconstructedBatch batch)
    {
        if (batch.Code is not QuantizedCode code) return;
        using var indices = code.Indices.contiguous();
        var symbols = (int)indices.shape[1];
        var values = indices.data<long>();
        for (var i = 0; i < values.Count; i++) Count(i % symbols, symbols, values[i]);
    }

    /// <summary>Counts one symbol at one of this many positions.</summary>
    public void Count(int position, int positions, long symbol) => counts[position / (positions / codebooks), symbol]++;

    private IEnumerable<long[]> Rows() =>
        Enumerable.Range(0, codebooks).Select(book => Enumerable.Range(0, classes).Select(value => counts[book, value]).ToArray());
}
