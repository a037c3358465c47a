using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Hourglass.Data;

/// <summary>
/// A column of numbers, dates or durations as one scaled value, for which the decoder gives a density. A made value is clipped to the range of the training cells
/// and rounded to the precision of the column.
/// </summary>
/// <param name="Name">The column.</param>
/// <param name="Scale">How numbers are scaled.</param>
/// <param name="Density">The numbers of a row, and the kind of density.</param>
/// <param name="Least">The smallest number.</param>
/// <param name="Most">The largest number.</param>
[PartName("value")]
public sealed record ValueCode(string Name, NumberScale Scale, DensityBlock Density, double Least, double Most) : ColumnCode(Name)
{
    // A value is known to its precision only. A deviation of a sixth of the step lets three of a thousand draws be rounded to a neighbour.
    private const double DeviationsPerStep = 6;
    private const double LeastDeviation = 0.03;
    private const double MostLeastDeviation = 0.3;

    private const double Day = 86_400e6;
    private const double Year = 365.2425;

    /// <summary>All numbers are <see cref="Origin"/> plus a multiple of this; 0 if they are not on such a grid.</summary>
    public double Step { get; init; }

    /// <summary>A number on the grid of <see cref="Step"/>.</summary>
    public double Origin { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override DensityBlock Block => Density;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Description => $"{Scale.Description} scale, " + (Density, Density.Freedom) switch
    {
        ({ Modes.Count: > 1 }, _) => $"mixture of {Density.Modes.Count} Gaussian modes",
        (_, { } freedom) => $"Student t with {freedom} degrees of freedom",
        _ => "Gaussian",
    } + (Density.Cycles.Count > 0 ? ", place in periods" : "");

    /// <summary>Fits the code to training cells.</summary>
    /// <param name="column">The column.</param>
    /// <param name="cells">Its cells in the training rows; NaN if empty.</param>
    public static ValueCode Fit(ColumnSchema column, ReadOnlySpan<double> cells)
    {
        ArgumentNullException.ThrowIfNull(column);
        var given = new List<double>(cells.Length);
        foreach (var cell in cells)
            if (!double.IsNaN(cell)) given.Add(cell);
        if (given.Count == 0) given.Add(column.Least ?? 0);
        var sorted = CollectionsMarshal.AsSpan(given);
        sorted.Sort();
        var isDate = column.Kind is ColumnKind.Date or ColumnKind.DateTime;
        // Periods are even on a linear scale only.
        var scale = isDate ? ScaleChoice.Linear(sorted) : ScaleChoice.Of(sorted);
        var (step, least, most) = (NumberGrid.StepOf(column, sorted), sorted[0], sorted[^1]);
        var middle = sorted[sorted.Length / 2];
        var width = step == 0 ? 0 : (scale.Scaled(middle + step) - scale.Scaled(middle - step)) / 2;
        var density = DensityFit.Of(column.Name, Array.ConvertAll(DensityFit.SampleOf(sorted), scale.Scaled), Math.Clamp(width / DeviationsPerStep, LeastDeviation, MostLeastDeviation));
        if (isDate) density = density with { Cycles = [.. CyclesOf((LinearScale)scale, column.Kind, least, most)] };
        return new ValueCode(column.Name, scale, density, least, most) { Step = step, Origin = least };
    }

    /// <inheritdoc/>
    internal override ValueCoder ToCoder() => new(this);

    /// <inheritdoc/>
    internal override bool Fits(ColumnSchema column) => !column.HasLevels;

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations()
    {
        foreach (var violation in base.Violations().Concat(Scale.Violations(Name))) yield return violation;
        if (Density.Name != Name) yield return $"The {What($"column '{Name}'")} has the density of {Got($"'{Density.Name}'")}.";
        if (!double.IsFinite(Least) || !double.IsFinite(Most) || Least > Most)
            yield return $"The {What($"column '{Name}'")} has numbers from {Least} to {Got(Most)}; the {Allowed("first must not be above the second")}.";
        if (!(Step >= 0) || !double.IsFinite(Step) || !double.IsFinite(Origin))
            yield return $"The {What($"column '{Name}'")} has the step {Got(Step)}; it must be {Allowed("0 or more")}.";
    }

    /// <summary>The year, the week and the day, as far as the dates reach over some of them.</summary>
    private static IEnumerable<DateCycle> CyclesOf(LinearScale scale, ColumnKind kind, double least, double most)
    {
        var day = kind == ColumnKind.Date ? 1 : Day;
        double[] periods = kind == ColumnKind.Date ? [Year, 7] : [Year, 7, 1];
        foreach (var period in periods)
        {
            var length = period * day;
            if (most - least < 2 * length) continue;
            var start = scale.Center / length;
            yield return new DateCycle(scale.Unit / length, start - Math.Floor(start));
        }
    }
}
