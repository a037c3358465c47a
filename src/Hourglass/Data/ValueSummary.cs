using System.Numerics.Tensors;

namespace Hourglass.Data;

/// <summary>Summary of the values of examples, from one pass.</summary>
/// <param name="Least">The smallest value.</param>
/// <param name="Most">The largest value.</param>
/// <param name="Outside">The first value outside [0, 1], or null.</param>
internal sealed record ValueSummary(float Least, float Most, (int Example, int Feature, float Value)? Outside)
{
    private static readonly ValueSummary Unit = new(0, 1, null);

    /// <summary>Whether every value lies in [0, 1].</summary>
    public bool IsUnit => Outside is null;

    /// <summary>Checks every value, or none if their storage is sufficient.</summary>
    public static ValueSummary Of(Examples examples)
    {
        if (examples.Kind != ValueKind.Numbers || examples.Count == 0) return Unit;
        var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
        (int, int, float)? outside = null;
        var size = examples.Shape.Size;
        var start = 0;
        examples.ForEachChunk(values =>
        {
            (least, most) = (Math.Min(least, TensorPrimitives.Min<float>(values)), Math.Max(most, TensorPrimitives.Max<float>(values)));
            var bad = outside is null ? values.IndexOfAnyExceptInRange(0f, 1f) : -1;
            if (bad >= 0) outside = (start + (bad / size), bad % size, values[bad]);
            start += values.Length / size;
        });
        return new ValueSummary(least, most, outside);
    }
}
