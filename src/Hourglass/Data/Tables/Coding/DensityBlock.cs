using System.Text.Json.Serialization;
using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>
/// A column of numbers as its scaled value and 1, for dates also their places in periods; all are 0 if the cell is unknown. The decoder gives a density: a
/// Gaussian, a Student t or a mixture of some of them, with locations and deviations of its own for each row.
/// </summary>
/// <param name="Name">The column.</param>
/// <param name="Modes">The modes; at least 1. With one, the decoder gives location and deviation; with K, K logits, K locations and K deviations.</param>
/// <param name="LeastDeviation">The smallest deviation in the scaled unit, above 0: without it, the density of a repeated value has no bound.</param>
/// <param name="Freedom">Degrees of freedom of the modes, from 3 to 100; null for Gaussian modes.</param>
public sealed record DensityBlock(string Name, ValueList<DensityMode> Modes, double LeastDeviation, int? Freedom = null) : ColumnBlock(Name)
{
    /// <summary>The most modes.</summary>
    public const int MostModes = 8;

    /// <summary>The place of the scaled value in the block.</summary>
    internal const int ValueAt = 0;

    /// <summary>The place of the number that is 1 if the cell is known.</summary>
    internal const int KnownAt = 1;

    /// <summary>The periods of a column of dates whose places are further numbers of the block.</summary>
    public ValueList<DateCycle> Cycles { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override int Width => 2 + (2 * Cycles.Count);

    /// <inheritdoc/>
    [JsonIgnore]
    public override int Outputs => Modes.Count == 1 ? 2 : 3 * Modes.Count;

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations()
    {
        if (Modes.Count is < 1 or > MostModes)
            yield return $"The {What($"column '{Name}'")} has {Got(Modes.Count)} modes; it needs {Allowed($"1 to {MostModes}")}.";
        if (!Modes.All(mode => double.IsFinite(mode.Center) && double.IsFinite(mode.Unit) && mode.Unit > 0))
            yield return $"The {What($"column '{Name}'")} has {Got("a mode without a finite place or a unit above 0")}.";
        if (!(LeastDeviation > 0) || !double.IsFinite(LeastDeviation))
            yield return $"The {What($"column '{Name}'")} has the least deviation {Got(LeastDeviation)}; it must be {Allowed("above 0")}.";
        if (!Cycles.All(cycle => double.IsFinite(cycle.Turns) && double.IsFinite(cycle.Start)))
            yield return $"The {What($"column '{Name}'")} has {Got("a period that is not finite")}.";
        if (Freedom is < 3 or > 100) yield return $"The {What($"column '{Name}'")} has {Got(Freedom)} degrees of freedom; give {Allowed("3 to 100")}.";
    }
}
