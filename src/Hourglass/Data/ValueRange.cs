using System.Numerics.Tensors;

namespace Hourglass.Data;

/// <summary>The smallest and the largest of values that are added in parts.</summary>
internal sealed class ValueRange
{
    private float least = float.PositiveInfinity;
    private float most = float.NegativeInfinity;

    /// <summary>The range so far.</summary>
    public ValueSummary Summary => new(least, most);

    /// <summary>Adds a part, which is not empty.</summary>
    public void Add(ReadOnlySpan<float> values) =>
        (least, most) = (Math.Min(least, TensorPrimitives.Min(values)), Math.Max(most, TensorPrimitives.Max(values)));
}
