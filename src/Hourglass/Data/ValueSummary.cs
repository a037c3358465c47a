namespace Hourglass.Data;

/// <summary>The range of the values of examples.</summary>
/// <param name="Least">The smallest value.</param>
/// <param name="Most">The largest value.</param>
internal sealed record ValueSummary(float Least, float Most)
{
    private static readonly ValueSummary Unit = new(0, 1);

    /// <summary>Whether every value lies in [0, 1].</summary>
    public bool IsUnit => Least >= 0 && Most <= 1;

    /// <summary>Checks every value, or none if their storage is sufficient; of rows of a table, the range of their codes.</summary>
    public static ValueSummary Of(Examples examples)
    {
        if (IsKnown(examples)) return Unit;
        if (examples.TableRows?.Bounds is { } bounds) return bounds;
        var range = new ValueRange();
        examples.ForEachChunk(values => range.Add(values));
        return range.Summary;
    }

    /// <summary>Whether the range of examples follows from how they are stored.</summary>
    public static bool IsKnown(Examples examples) => examples.Kind != ValueKind.Numbers || examples.Count == 0;

    /// <summary>The first value outside [0, 1], for a message; null if there is none. Reads no further than to that value.</summary>
    public static (int Example, int Feature, float Value)? FirstOutside(Examples examples)
    {
        var size = examples.Shape.Size;
        var values = new float[size];
        for (var i = 0; i < examples.Count; i++)
        {
            examples.CopyRange(i, values);
            if (values.AsSpan().IndexOfAnyExceptInRange(0f, 1f) is >= 0 and var feature) return (i, feature, values[feature]);
        }

        return null;
    }
}
