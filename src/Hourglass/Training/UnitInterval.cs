using Hourglass.Data;
using Hourglass.Losses;

namespace Hourglass.Training;

/// <summary>Checks that examples suit a loss that reads features as probabilities.</summary>
internal static class UnitInterval
{
    /// <summary>Refuses examples with a value outside [0, 1].</summary>
    public static void Demand(Examples examples, Loss loss)
    {
        if (examples is ByteExamples or BinarizedExamples) return;
        var size = examples.Shape.Size;
        var start = 0;
        examples.ForEachChunk(values =>
        {
            var bad = values.IndexOfAnyExceptInRange(0f, 1f);
            if (bad >= 0)
            {
                throw new HourglassException(
                    $"Example {start + (bad / size)}, feature {bad % size} is {values[bad]}, and the {loss.GetType().Name.ToLowerInvariant()} loss needs values in [0, 1]; use --set scale=minmax or --set loss=gaussian.");
            }

            start += values.Length / size;
        });
    }
}
