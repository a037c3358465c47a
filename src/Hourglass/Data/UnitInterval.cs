using Hourglass.Losses;

namespace Hourglass.Data;

/// <summary>Looks for values outside [0, 1], which cannot be read as probabilities.</summary>
internal static class UnitInterval
{
    /// <summary>Whether every value lies in [0, 1].</summary>
    public static bool Holds(Examples examples) => FirstOutside(examples) is null;

    /// <summary>Refuses examples that the loss cannot read as probabilities.</summary>
    /// <exception cref="HourglassException">A value lies outside [0, 1].</exception>
    public static void Demand(Examples examples, Loss loss)
    {
        if (FirstOutside(examples) is not { } bad) return;
        throw new HourglassException(
            $"Example {bad.Example}, feature {bad.Feature} is {bad.Value}, and the {loss.GetType().Name.ToLowerInvariant()} loss needs values in [0, 1]; use --set scale=minmax, or a loss without that limit, such as --set loss=gaussian.");
    }

    private static (int Example, int Feature, float Value)? FirstOutside(Examples examples)
    {
        if (examples is ByteExamples or BinarizedExamples or SpriteExamples) return null;
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
