using Hourglass.Data;
using Hourglass.Losses;

namespace Hourglass.Training;

/// <summary>Tells whether the features of examples can be read as probabilities.</summary>
internal static class UnitInterval
{
    /// <summary>Whether every value lies in [0, 1].</summary>
    public static bool Holds(Examples examples) => FirstOutside(examples) is null;

    /// <summary>Refuses examples with a value outside [0, 1].</summary>
    public static void Demand(Examples examples, Loss loss)
    {
        if (FirstOutside(examples) is not var (example, feature, value)) return;
        throw new HourglassException(
            $"Example {example}, feature {feature} is {value}, and the {loss.GetType().Name.ToLowerInvariant()} loss needs values in [0, 1]; use --set scale=minmax or --set loss=gaussian.");
    }

    private static (int Example, int Feature, float Value)? FirstOutside(Examples examples)
    {
        if (examples is ByteExamples or BinarizedExamples) return null;
        (int, int, float)? first = null;
        var size = examples.Shape.Size;
        var start = 0;
        examples.ForEachChunk(values =>
        {
            if (first is not null) return;
            var bad = values.IndexOfAnyExceptInRange(0f, 1f);
            if (bad >= 0) first = (start + (bad / size), bad % size, values[bad]);
            start += values.Length / size;
        });
        return first;
    }
}
