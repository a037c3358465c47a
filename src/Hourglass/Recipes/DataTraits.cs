using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass;

/// <summary>The properties of data that a recipe needs to choose sizes and defaults.</summary>
/// <param name="Shape">The shape of one example.</param>
/// <param name="InUnitInterval">Whether every value lies in [0, 1], as for pictures.</param>
/// <param name="Classes">Number of classes of the whole source, or one more than the largest label if classes have no names; 0 without labels.</param>
/// <param name="Conditions">Number of side columns per example.</param>
/// <param name="ClassNames">The classes' names in order, or null.</param>
/// <param name="Columns">The numbers of each column of a table; null for other data.</param>
public readonly record struct DataTraits(DataShape Shape, bool InUnitInterval, int Classes = 0, int Conditions = 0, ValueList<string>? ClassNames = null,
    ValueList<ColumnBlock>? Columns = null)
{
    private const int MostIndices = 1 << 20;

    /// <summary>The traits of <paramref name="examples"/>, given in the units of the model.</summary>
    public static DataTraits Of(Examples examples) => new(
        examples.Shape,
        examples.Values.IsUnit,
        ClassesOf(examples),
        examples.Side.Conditions?.GetLength(1) ?? 0,
        examples.Side.Labels is not null && examples.Classes is { } names ? [.. names] : null,
        examples.Coding?.Blocks);

    // A class that only test examples have is still a class of the model.
    private static int ClassesOf(Examples examples)
    {
        if (examples.Side.Labels is not { Length: > 0 } labels) return 0;
        if (examples.Classes is { } names) return names.Count;
        var largest = labels.Max();
        return largest < MostIndices ? largest + 1
            : throw new UsageException($"A {What("label")} is {Got(largest):N0}, but labels without names are class indices, and at most {MostIndices:N0} " +
                $"classes are supported; give {Allowed("labels of any kind by ClassNames.Among(labels) and its IndicesOf")}.");
    }
}
