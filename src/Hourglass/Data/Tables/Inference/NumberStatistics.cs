namespace Hourglass.Data;

/// <summary>What is computed from the numbers of a column once they are in memory.</summary>
internal static class NumberStatistics
{
    private const int Block = 8192;
    private const int MostDecimals = 15;
    private const int Sampled = 1 << 16;
    private const int MostHeaps = 16;
    private const double LeastShare = 0.01;
    private const double TimesTheMean = 5;
    private static readonly double[] Sentinels = [-9, -99, -999, -9999, -99999, 999, 9999, 99999, 999999, 9999999, 99999999];

    /// <summary>The digits after the decimal point with which every number is exact; null for more than 15.</summary>
    /// <param name="cells">The numbers.</param>
    /// <param name="are32Bit">Whether the source holds 32-bit numbers, which are exact if they round to the same one.</param>
    public static int? Decimals(ColumnCells cells, bool are32Bit)
    {
        // Rounding is only tried with the digits that an earlier number needed.
        var digits = 0;
        foreach (var block in Blocks(cells))
        {
            foreach (var value in block.Span)
            {
                if (double.IsNaN(value)) continue;
                while (!IsExact(value, digits))
                    if (++digits > MostDecimals) return null;
            }
        }

        return digits;

        bool IsExact(double value, int decimals)
        {
            var rounded = Math.Round(value, decimals);
            return are32Bit ? (float)rounded == (float)value : rounded == value;
        }
    }

    /// <summary>
    /// Values in at least 1 % of the rows and five times as frequent as the mean of all different values. Candidates come from evenly spaced rows, their
    /// counts from all rows.
    /// </summary>
    public static double[] Heaped(ColumnCells cells)
    {
        var rows = Enumerable.Range(0, Math.Min(cells.Count, Sampled)).Select(i => (int)((long)i * cells.Count / Math.Min(cells.Count, Sampled))).ToArray();
        var values = new double[rows.Length];
        cells.Read(rows, values);
        Array.Sort(values);
        var present = values.AsSpan(values.AsSpan().LastIndexOf(double.NaN) + 1).ToArray();
        if (present.Length == 0) return [];
        var runs = new List<(double Value, int Count)>();
        foreach (var value in present)
        {
            if (runs.Count > 0 && runs[^1].Value == value) runs[^1] = (value, runs[^1].Count + 1);
            else runs.Add((value, 1));
        }

        // Few values are levels rather than heaps.
        if (runs.Count <= 20) return [];
        var least = Math.Max(LeastShare, TimesTheMean / runs.Count);
        double[] candidates = [.. runs.Where(run => run.Count >= least * present.Length / 2).OrderByDescending(run => run.Count).Take(MostHeaps)
            .Select(run => run.Value)];
        if (candidates.Length == 0) return [];
        var (counts, total) = (new long[candidates.Length], 0L);
        foreach (var block in Blocks(cells))
        {
            for (var i = 0; i < candidates.Length; i++) counts[i] += block.Span.Count(candidates[i]);
            total += block.Length - block.Span.Count(double.NaN);
        }

        return [.. candidates.Where((_, i) => counts[i] >= least * total).Order()];
    }

    /// <summary>A number such as -999 at an end of the range, far from all others, that may stand for a missing one; null if there is none.</summary>
    public static (double Value, long Count)? Sentinel(ColumnCells cells, double least, double most)
    {
        foreach (var end in (double[])[most, least])
        {
            if (!Sentinels.Contains(end)) continue;
            var (count, next) = (0L, double.NaN);
            foreach (var block in Blocks(cells))
            {
                foreach (var value in block.Span)
                {
                    if (value == end) count++;
                    else if (double.IsNaN(next) || (end == most ? value > next : value < next)) next = double.IsNaN(value) ? next : value;
                }
            }

            var range = end == most ? next - least : most - next;
            if (count > 1 && range > 0 && Math.Abs(end - next) > range) return (end, count);
        }

        return null;
    }

    private static IEnumerable<ReadOnlyMemory<double>> Blocks(ColumnCells cells)
    {
        var buffer = new double[Math.Min(Block, cells.Count)];
        for (var start = 0; start < cells.Count; start += buffer.Length)
        {
            var count = Math.Min(buffer.Length, cells.Count - start);
            cells.Read(start, buffer.AsSpan(0, count));
            yield return buffer.AsMemory(0, count);
        }
    }
}
