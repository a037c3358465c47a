namespace Hourglass.Evaluation;

/// <summary>How often each pair of values of two coded columns occurs; rows with a missing code are not counted.</summary>
internal sealed class Contingency
{
    // 4 MB; beyond it, most cells of a table are empty.
    private const int MostDense = 1 << 20;

    private readonly int columns;
    private readonly int[]? dense;
    private readonly Dictionary<long, int>? sparse;

    /// <summary>Counts pairs of codes, from 0 to below the number of codes; -1 for a missing one.</summary>
    public Contingency(CodedColumn first, CodedColumn second)
    {
        columns = second.Codes;
        if ((long)first.Codes * columns <= MostDense) dense = new int[first.Codes * columns];
        else sparse = [];
        for (var i = 0; i < first.Values.Length; i++)
        {
            var (a, b) = (first.Values[i], second.Values[i]);
            if (a < 0 || b < 0) continue;
            Total++;
            if (dense is not null) dense[(a * columns) + b]++;
            else sparse![((long)a * columns) + b] = sparse.GetValueOrDefault(((long)a * columns) + b) + 1;
        }
    }

    /// <summary>The number of rows counted.</summary>
    public int Total { get; private set; }

    /// <summary>The pairs that occur, with their counts.</summary>
    public IEnumerable<(int First, int Second, int Count)> Cells => dense is not null
        ? Enumerable.Range(0, dense.Length).Where(cell => dense[cell] > 0).Select(cell => (cell / columns, cell % columns, dense[cell]))
        : sparse!.Select(cell => ((int)(cell.Key / columns), (int)(cell.Key % columns), cell.Value));

    /// <summary>The count of a pair.</summary>
    public int this[int first, int second] => dense is not null
        ? dense[(first * columns) + second]
        : sparse!.GetValueOrDefault(((long)first * columns) + second);

    /// <summary>
    /// The total variation distance of two distributions over the same pairs, half of the sum of |p - q|, from 0 (equal) to 1 (no pair in common); 1 if one of
    /// them is empty.
    /// </summary>
    public double TotalVariation(Contingency other)
    {
        if (Total == 0 || other.Total == 0) return 1;
        var common = 0.0;
        foreach (var (first, second, count) in Cells) common += Math.Min((double)count / Total, (double)other[first, second] / other.Total);
        return Math.Clamp(1 - common, 0, 1);
    }
}
