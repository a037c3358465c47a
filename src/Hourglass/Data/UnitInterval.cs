namespace Hourglass.Data;

/// <summary>Looks for values outside [0, 1], which cannot be read as probabilities.</summary>
internal static class UnitInterval
{
    /// <summary>Whether every value lies in [0, 1].</summary>
    public static bool Holds(Examples examples) => FirstOutside(examples) is null;

    /// <summary>Where the first value outside [0, 1] is, or null.</summary>
    public static (int Example, int Feature, float Value)? FirstOutside(Examples examples)
    {
        if (examples is ByteExamples or BinarizedExamples) return null;
        (int, int, float)? found = null;
        var size = examples.Shape.Size;
        var start = 0;
        examples.ForEachChunk(values =>
        {
            var bad = found is null ? values.IndexOfAnyExceptInRange(0f, 1f) : -1;
            if (bad >= 0) found = (start + (bad / size), bad % size, values[bad]);
            start += values.Length / size;
        });
        return found;
    }
}
