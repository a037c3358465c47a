using System.Text.Json.Serialization;
using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>
/// A column as levels: a number for each level, 1 for that of the cell and 0 for the others, or 0 for all if the cell is unknown. Levels in order have a
/// number before these, their place on a scale, so that a model does not have to learn the order.
/// </summary>
/// <param name="Name">The column.</param>
/// <param name="Levels">Number of levels; at least 1.</param>
/// <param name="Values">The place of each level on a scale of mean 0 and deviation 1; empty for levels without an order.</param>
/// <param name="HasEmpty">Whether the last level stands for an empty cell.</param>
public sealed record LevelsBlock(string Name, int Levels, ValueList<double> Values, bool HasEmpty) : ColumnBlock(Name)
{
    /// <summary>The position of the first level in the block.</summary>
    [JsonIgnore]
    public int First => Values.Count > 0 ? 1 : 0;

    /// <inheritdoc/>
    [JsonIgnore]
    public override int Width => First + Levels;

    /// <inheritdoc/>
    [JsonIgnore]
    public override int Outputs => Levels;

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations()
    {
        if (Levels < 1) yield return $"The {What($"column '{Name}'")} has {Got(Levels)} levels; it needs {Allowed("at least 1")}.";
        if (Values.Count > 0 && Values.Count != Levels)
            yield return $"The {What($"column '{Name}'")} has {Levels} levels and {Got(Values.Count)} places on its scale; give {Allowed("one per level, or none")}.";
        if (!Values.All(double.IsFinite)) yield return $"The {What($"column '{Name}'")} has {Got("a place on its scale that is not finite")}.";
    }
}
