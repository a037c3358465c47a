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
        const int Batch = 256;
        var size = examples.Shape.Size;
        var values = new float[Batch * size];
        var indices = new int[Batch];
        for (var start = 0; start < examples.Count; start += Batch)
        {
            var count = Math.Min(Batch, examples.Count - start);
            for (var i = 0; i < count; i++) indices[i] = start + i;
            examples.CopyTo(indices.AsSpan(0, count), values);
            var bad = values.AsSpan(0, count * size).IndexOfAnyExceptInRange(0f, 1f);
            if (bad < 0) continue;
            throw new HourglassException(
                $"Example {start + (bad / size)}, feature {bad % size} is {values[bad]}, and the {loss.GetType().Name.ToLowerInvariant()} loss needs values in [0, 1]; use --set scale=minmax or --set loss=gaussian.");
        }
    }
}
