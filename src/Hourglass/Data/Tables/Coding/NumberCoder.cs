using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>Codes the cells of a <see cref="NumberCode"/>.</summary>
internal sealed class NumberCoder : ColumnCoder
{
    // The most that a number can be rounded to.
    private const int MostDigits = 15;

    private readonly NumberCode code;
    private readonly double[] edges;
    private readonly double[] means;
    private readonly bool isExact;
    private readonly int? digits;

    public NumberCoder(NumberCode code)
        : base(code.Block)
    {
        this.code = code;
        edges = [.. code.Edges];
        means = [.. code.Means];
        isExact = code.IsExact;
        digits = DigitsOf(code.Step, code.Origin);
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
    protected override double Best(ReadOnlySpan<float> probabilities, int most)
    {
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < probabilities.Length; i++)
        {
            // A linear model gives numbers below 0.
            sum += Math.Max(probabilities[i], 0) * means[i];
            total += Math.Max(probabilities[i], 0);
        }

        return OnGrid(total > 0 ? sum / total : means[most]);
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
    protected override double DrawOf(int level, ref ulong state)
    {
        var knots = code.Knots[level];
        if (knots.Count == 1) return knots[0];
        var place = SplitMix64.NextUnit(ref state) * (knots.Count - 1);
        var part = (int)place;
        var (low, high, share) = (knots[part], knots[part + 1], place - part);
        if (code.Step == 0) return low + (share * (high - low));
        // The last value of a part is the first of the next one.
        var values = Math.Round((high - low) / code.Step) + (part == knots.Count - 2 ? 1 : 0);
        return OnGrid(low + (Math.Floor(share * Math.Max(values, 1)) * code.Step));
    }

    // A multiple of a decimal step is rounded to the digits of the column, because decimal fractions are not exact.
    private double OnGrid(double value)
    {
        if (code.Step == 0) return value;
        var onGrid = code.Origin + (Math.Round((value - code.Origin) / code.Step) * code.Step);
        return digits is { } count ? Math.Round(onGrid, count) : onGrid;
    }

    private static int? DigitsOf(double step, double origin)
    {
        for (var count = 0; count <= MostDigits; count++)
            if (Math.Round(step, count) == step && Math.Round(origin, count) == origin) return count;
        return null;
    }
}
