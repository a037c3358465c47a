using System.Text.Json.Serialization;
using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>A column of levels, each coded by itself; the rarest of a column with very many levels share one.</summary>
/// <param name="Name">The column.</param>
/// <param name="Own">The levels with a code of their own, as indices of the schema's levels, in order.</param>
/// <param name="Shared">The levels that share the code after these.</param>
/// <param name="Shares">The frequency of each shared level among them, at which they are drawn.</param>
/// <param name="Values">The place of each code on a scale; empty for levels without an order.</param>
/// <param name="HasEmpty">Whether the last code stands for an empty cell.</param>
[PartName("category")]
public sealed record CategoryCode(string Name, ValueList<int> Own, ValueList<int> Shared, ValueList<double> Shares, ValueList<double> Values, bool HasEmpty)
    : ColumnCode(Name)
{
    /// <summary>The most levels with a code of their own.</summary>
    public const int MostLevels = 1000;

    /// <inheritdoc/>
    [JsonIgnore]
    public override LevelsBlock Block => new(Name, Own.Count + (Shared.Count > 0 ? 1 : 0) + (HasEmpty ? 1 : 0), Values, HasEmpty);

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Description => Shared.Count > 0
        ? $"one number per level, one for the {Shared.Count} rarest levels together"
        : "one number per level";

    /// <summary>Fits the code to training cells.</summary>
    /// <param name="column">The column.</param>
    /// <param name="cells">Its cells in the training rows: indices of levels, NaN if empty.</param>
    public static CategoryCode Fit(ColumnSchema column, ReadOnlySpan<double> cells)
    {
        var (counts, empty) = (new long[column.Levels.Count], 0L);
        foreach (var cell in cells)
        {
            if (double.IsNaN(cell)) empty++;
            else counts[(int)cell]++;
        }

        // A level that no training row has cannot be learnt: its cells are unknown.
        int[] known = [.. Enumerable.Range(0, counts.Length).Where(level => counts[level] > 0)];
        if (known.Length == 0) known = [.. Enumerable.Range(0, Math.Min(1, counts.Length))];
        int[] shared = known.Length <= MostLevels ? [] : [.. known.OrderByDescending(level => counts[level]).Skip(MostLevels - 1).Order()];
        int[] own = [.. known.Except(shared)];
        var total = (double)shared.Sum(level => counts[level]);
        var values = column.Kind == ColumnKind.OrderedCategory && shared.Length == 0
            ? Scales.Standard([.. Enumerable.Range(0, own.Length).Select(rank => (double)rank)], [.. own.Select(level => counts[level])])
            : [];
        return new CategoryCode(column.Name, [.. own], [.. shared], [.. shared.Select(level => counts[level] / total)],
            [.. values, .. values.Length > 0 && empty > 0 ? (double[])[0] : []], empty > 0);
    }

    /// <inheritdoc/>
    internal override CategoryCoder ToCoder() => new CategoryCoder(this);

    /// <inheritdoc/>
    internal override bool Fits(ColumnSchema column) => column.HasLevels && Own.Concat(Shared).All(level => level < column.Levels.Count);

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations()
    {
        foreach (var violation in base.Violations()) yield return violation;
        if (Own.Concat(Shared).Distinct().Count() != Own.Count + Shared.Count || Own.Concat(Shared).Any(level => level < 0))
            yield return $"The {What($"column '{Name}'")} codes {Got("a level twice or below 0")}.";
        if (Shares.Count != Shared.Count || Shares.Any(share => !(share >= 0)))
            yield return $"The {What($"column '{Name}'")} has {Shared.Count} levels that share a code and {Got(Shares.Count)} frequencies.";
    }
}
