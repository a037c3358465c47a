using System.Text.Json.Serialization;
using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>
/// Normal scores: the quantile of the standard normal distribution at the rank of a number. Between knots it is linear; a frequent number is made from all
/// scores of its ranks.
/// </summary>
/// <param name="Knots">Numbers in ascending order; at least 1.</param>
public sealed record RankScale(ValueList<RankKnot> Knots) : NumberScale
{
    private const int Quantiles = 200;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Description => "quantile";

    /// <summary>Fits the scale.</summary>
    /// <param name="sorted">Numbers in ascending order.</param>
    internal static RankScale Of(ReadOnlySpan<double> sorted)
    {
        var knots = new List<RankKnot>();
        var (count, next) = ((double)sorted.Length, 0.0);
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start]) end++;
            var isHeap = (end - start) * Quantiles > sorted.Length;
            if (!isHeap && end < next && start > 0 && end < sorted.Length) continue;
            next = end + (count / Quantiles);
            var at = Score((start + end) / 2.0);
            knots.Add(new RankKnot(sorted[start], isHeap ? Score(start) : at, at, isHeap ? Score(end) : at));
        }

        return new RankScale([.. knots]);

        double Score(double rank) => NormalDistribution.Quantile(Math.Clamp(rank, 0.5, count - 0.5) / count);
    }

    /// <inheritdoc/>
    internal override double Scaled(double number)
    {
        var above = FirstNumberFrom(number);
        if (above == Knots.Count) return Knots[^1].To;
        if (Knots[above].Number == number) return Knots[above].At;
        if (above == 0) return Knots[0].From;
        var (low, high) = (Knots[above - 1], Knots[above]);
        return low.To + ((high.From - low.To) * ((number - low.Number) / (high.Number - low.Number)));
    }

    /// <inheritdoc/>
    internal override double Number(double scaled)
    {
        var reaching = FirstEndFrom(scaled);
        if (reaching == Knots.Count) return Knots[^1].Number;
        if (reaching == 0 || Knots[reaching].From <= scaled) return Knots[reaching].Number;
        var (low, high) = (Knots[reaching - 1], Knots[reaching]);
        return low.Number + ((high.Number - low.Number) * ((scaled - low.To) / (high.From - low.To)));
    }

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(string column)
    {
        if (Knots.Count == 0 || !Knots.All(knot => double.IsFinite(knot.Number) && double.IsFinite(knot.From) && knot.From <= knot.At && knot.At <= knot.To
            && double.IsFinite(knot.To)) || !Knots.Zip(Knots.Skip(1), (one, other) => one.Number < other.Number && one.To <= other.From).All(rises => rises))
            yield return $"The scale of {What($"column '{column}'")} has {Got("knots that do not ascend or are not finite")}.";
    }

    // Two loops without a delegate, since they run for each cell of each batch. No knot is found for NaN.
    private int FirstNumberFrom(double number)
    {
        var (low, high) = (0, Knots.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Knots[middle].Number >= number) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private int FirstEndFrom(double scaled)
    {
        var (low, high) = (0, Knots.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Knots[middle].To >= scaled) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
