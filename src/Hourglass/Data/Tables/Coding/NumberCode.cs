using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>
/// A column of numbers, dates or durations as levels: each value by itself if there are few, else intervals of about equal frequency, in which values that
/// are far more frequent than others have a level of their own. Numbers are drawn between the neighbours of a level, at the precision of the column.
/// </summary>
/// <param name="Name">The column.</param>
/// <param name="Edges">The least number of each level, in ascending order; a level reaches to the next.</param>
/// <param name="Means">The mean of each level.</param>
/// <param name="Knots">Numbers that divide a level into parts of equal frequency, from its least to its largest; one number for a level of one value.</param>
/// <param name="Values">The place of each level on a scale.</param>
/// <param name="HasEmpty">Whether a further level stands for an empty cell.</param>
[PartName("number")]
public sealed record NumberCode(string Name, ValueList<double> Edges, ValueList<double> Means, ValueList<ValueList<double>> Knots, ValueList<double> Values,
    bool HasEmpty) : ColumnCode(Name)
{
    /// <summary>The most different values that are levels by themselves.</summary>
    public const int MostValues = 128;

    private const int Intervals = 100;
    private const int Parts = 8;

    // A value in more than this share of the rows has a level of its own.
    private const double HeapShare = 1.0 / 200;

    /// <summary>All numbers are <see cref="Origin"/> plus a multiple of this; 0 if they are not on such a grid.</summary>
    public double Step { get; init; }

    /// <summary>A number on the grid of <see cref="Step"/>.</summary>
    public double Origin { get; init; }

    /// <summary>Whether places on the scale follow the rank of a level instead of its mean.</summary>
    public bool IsByRank { get; init; }

    /// <summary>Whether every level is one value.</summary>
    [JsonIgnore]
    public bool IsExact => Knots.All(knots => knots.Count == 1);

    /// <inheritdoc/>
    [JsonIgnore]
    public override LevelsBlock Block => new(Name, Edges.Count + (HasEmpty ? 1 : 0), Values, HasEmpty);

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Description => $"{Edges.Count} {(IsExact ? "values" : "intervals")} as levels, {(IsByRank ? "quantile" : "standard")} scale";

    /// <summary>Fits the code to training cells.</summary>
    /// <param name="column">The column.</param>
    /// <param name="cells">Its cells in the training rows; NaN if empty.</param>
    public static NumberCode Fit(ColumnSchema column, ReadOnlySpan<double> cells)
    {
        var given = new List<double>(cells.Length);
        foreach (var cell in cells)
            if (!double.IsNaN(cell)) given.Add(cell);
        var hasEmpty = given.Count < cells.Length;
        if (given.Count == 0) given.Add(column.Least ?? 0);
        var sorted = CollectionsMarshal.AsSpan(given);
        sorted.Sort();
        var edges = EdgesOf(sorted);
        var (means, counts, knots) = (new double[edges.Length], new long[edges.Length], new ValueList<double>[edges.Length]);
        for (int level = 0, start = 0; level < edges.Length; level++)
        {
            var end = start;
            while (end < sorted.Length && (level == edges.Length - 1 || sorted[end] < edges[level + 1])) end++;
            var inside = sorted[start..end];
            var sum = 0.0;
            foreach (var value in inside) sum += value - inside[0];
            (means[level], counts[level], knots[level]) = (inside[0] + (sum / inside.Length), inside.Length, KnotsOf(inside));
            start = end;
        }

        var isByRank = Scales.AreSkewed(means, counts);
        var values = isByRank ? Scales.Quantile(means, counts) : Scales.Standard(means, counts);
        return new NumberCode(column.Name, [.. edges], [.. means], [.. knots], [.. values, .. hasEmpty ? (double[])[0] : []], hasEmpty)
        {
            Step = NumberGrid.StepOf(column, sorted),
            Origin = sorted[0],
            IsByRank = isByRank,
        };
    }

    /// <inheritdoc/>
    internal override NumberCoder ToCoder() => new NumberCoder(this);

    /// <inheritdoc/>
    internal override bool Fits(ColumnSchema column) => !column.HasLevels;

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations()
    {
        foreach (var violation in base.Violations()) yield return violation;
        if (Edges.Count == 0 || Means.Count != Edges.Count || Knots.Count != Edges.Count || Knots.Any(knots => knots.Count == 0))
            yield return $"The {What($"column '{Name}'")} has {Edges.Count} levels, {Means.Count} means and {Got(Knots.Count)} lists of knots; give " +
                $"{Allowed("one of each per level")}.";
        if (!Edges.Zip(Edges.Skip(1), (one, next) => one < next).All(rises => rises)
            || !Edges.Concat(Means).Concat(Knots.SelectMany(knots => knots)).All(double.IsFinite))
            yield return $"The {What($"column '{Name}'")} has levels that {Got("do not ascend or are not finite")}.";
        if (Knots.Any(knots => !knots.Zip(knots.Skip(1), (one, next) => one <= next).All(rises => rises)))
            yield return $"The {What($"column '{Name}'")} has a level whose {Got("knots do not ascend")}.";
        if (!(Step >= 0) || !double.IsFinite(Step) || !double.IsFinite(Origin))
            yield return $"The {What($"column '{Name}'")} has the step {Got(Step)}; it must be {Allowed("0 or more")}.";
    }

    private static double[] EdgesOf(ReadOnlySpan<double> sorted)
    {
        var (different, heaps) = (new List<double>(), new List<double>());
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = start;
            while (end < sorted.Length && sorted[end] == sorted[start]) end++;
            if (different.Count <= MostValues) different.Add(sorted[start]);
            if (end - start > sorted.Length * HeapShare) heaps.Add(sorted[start]);
        }

        if (different.Count <= MostValues) return [.. different];
        var edges = new SortedSet<double>(heaps);
        for (var i = 0; i < Intervals; i++) edges.Add(sorted[(int)((long)i * sorted.Length / Intervals)]);
        foreach (var heap in heaps)
            if (FirstAbove(sorted, heap) is { } next) edges.Add(next);
        return [.. edges];
    }

    private static double? FirstAbove(ReadOnlySpan<double> sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] > value) high = middle;
            else low = middle + 1;
        }

        return low < sorted.Length ? sorted[low] : null;
    }

    private static ValueList<double> KnotsOf(ReadOnlySpan<double> inside)
    {
        if (inside[0] == inside[^1]) return [inside[0]];
        var parts = Math.Min(Parts, inside.Length - 1);
        var knots = new double[parts + 1];
        for (var i = 0; i <= parts; i++) knots[i] = inside[(int)((long)i * (inside.Length - 1) / parts)];
        return [.. knots];
    }
}
