using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>Codes the cells of a <see cref="NumberCode"/>.</summary>
internal sealed class NumberCoder : LevelsCoder
{
    private readonly NumberCode code;
    private readonly double[] edges;
    private readonly double[] means;
    private readonly bool isExact;
    private readonly NumberGrid grid;

    public NumberCoder(NumberCode code)
        : base(code.Block)
    {
        this.code = code;
        edges = [.. code.Edges];
        means = [.. code.Means];
        isExact = code.IsExact;
        grid = new NumberGrid(code.Step, code.Origin);
    }

    /// <inheritdoc/>
    public override int LevelOf(double cell)
    {
        if (double.IsNaN(cell)) return EmptyLevel;
        var found = Array.BinarySearch(edges, cell);
        if (found >= 0) return found;
        var above = ~found;
        if (above == 0) return 0;
        // A value that no training row has belongs to the nearest of single values, and to the interval around it of others.
        return isExact && above < edges.Length && edges[above] - cell < cell - edges[above - 1] ? above : above - 1;
    }

    /// <inheritdoc/>
    public override LevelLimit LimitTo(CellRange range, Func<double, double> rounded)
    {
        var (shares, from, to) = (new double[Block.Levels], new double[edges.Length], new double[edges.Length]);
        if (range.Least == range.Most)
        {
            var isMade = isExact ? Array.BinarySearch(edges, range.Least) >= 0 : range.Least >= edges[0] && range.Least <= code.Knots[^1][^1];
            if (isMade) shares[LevelOf(range.Least)] = 1;
            return new LevelLimit(shares, (_, _) => range.Least);
        }

        for (var level = 0; level < edges.Length; level++)
        {
            var at = level;
            var (first, last) = (0.0, double.BitDecrement(1));
            if (!(Cell(first) <= range.Most && Cell(last) >= range.Least)) continue;
            from[level] = Cell(first) >= range.Least ? first : Border(first, last, chance => Cell(chance) >= range.Least).Above;
            to[level] = Cell(last) <= range.Most ? last : Border(first, last, chance => Cell(chance) > range.Most).Below;
            shares[level] = (from[level], to[level]) == (first, last) ? 1 : Math.Max(0, to[level] - from[level]);

            double Cell(double chance) => rounded(ValueOf(at, chance));
        }

        return new LevelLimit(shares, (level, chance) => ValueOf(level, from[level] + (chance * (to[level] - from[level]))));
    }

    /// <summary>The neighbourhood of the point from which on a condition holds that does not hold at the first point and holds at the last one.</summary>
    private static (double Below, double Above) Border(double below, double above, Predicate<double> holds)
    {
        for (var middle = (below + above) / 2; middle > below && middle < above; middle = (below + above) / 2)
        {
            if (holds(middle)) above = middle;
            else below = middle;
        }

        return (below, above);
    }

    /// <inheritdoc/>
    protected override double Best(ReadOnlySpan<float> probabilities, int most)
    {
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < probabilities.Length; i++)
        {
            // A linear model gives numbers below 0.
            sum += Math.Max(probabilities[i], 0) * means[i];
            total += Math.Max(probabilities[i], 0);
        }

        return grid.Round(total > 0 ? sum / total : means[most]);
    }

    /// <inheritdoc/>
    protected override double Uncertainty(ReadOnlySpan<float> probabilities, int most)
    {
        var (total, mean, squares) = (0.0, 0.0, 0.0);
        for (var i = 0; i < probabilities.Length; i++)
        {
            total += probabilities[i];
            mean += probabilities[i] * (means[i] - means[most]);
            squares += probabilities[i] * (means[i] - means[most]) * (means[i] - means[most]);
        }

        return total > 0 ? Math.Sqrt(Math.Max(0, (squares / total) - (mean / total * (mean / total)))) : 0;
    }

    /// <inheritdoc/>
    protected override double DrawOf(int level, ref ulong state) =>
        code.Knots[level].Count == 1 ? code.Knots[level][0] : ValueOf(level, SplitMix64.NextUnit(ref state));

    /// <summary>The cell of a level for a uniform random number, with which it never falls.</summary>
    private double ValueOf(int level, double chance)
    {
        var knots = code.Knots[level];
        if (knots.Count == 1) return knots[0];
        var place = chance * (knots.Count - 1);
        var part = (int)place;
        var (low, high, share) = (knots[part], knots[part + 1], place - part);
        if (code.Step == 0) return low + (share * (high - low));
        // The last value of a part is the first of the next one.
        var values = Math.Round((high - low) / code.Step) + (part == knots.Count - 2 ? 1 : 0);
        return grid.Round(low + (Math.Floor(share * Math.Max(values, 1)) * code.Step));
    }
}
