using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass;

/// <summary>What a recipe must know of the data to choose sizes and defaults.</summary>
/// <param name="Shape">The shape of one example.</param>
/// <param name="InUnitInterval">Whether every value lies in [0, 1], as pictures' do.</param>
/// <param name="Classes">One more than the largest label; 0 without labels.</param>
/// <param name="Conditions">How many side columns each example has.</param>
/// <param name="ClassNames">The classes' names in order, or null.</param>
public readonly record struct DataTraits(DataShape Shape, bool InUnitInterval, int Classes = 0, int Conditions = 0, ValueList<string>? ClassNames = null)
{
    /// <summary>The traits of <paramref name="examples"/>, given in the units of the model.</summary>
    public static DataTraits Of(Examples examples) => new(
        examples.Shape,
        UnitInterval.Holds(examples),
        examples.Side.Labels is { Length: > 0 } labels ? labels.Max() + 1 : 0,
        examples.Side.Conditions?.GetLength(1) ?? 0);
}
