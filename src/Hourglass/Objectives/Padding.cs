using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>Tells the real steps of a series from its padding. A series is a shape of one channel: steps x features.</summary>
internal static class Padding
{
    /// <summary>Mean number of features per example, without padding.</summary>
    public static double FeaturesOf(Examples examples) => examples.Side.Lengths is { } lengths ? lengths.Average() * examples.Shape.Width : examples.Shape.Size;

    /// <summary>1 for the features of each series' real steps and 0 for the others: [batch, size]; null where all are real.</summary>
    public static Tensor? Mask(DataShape shape, Batch batch)
    {
        if (batch.Lengths is not { } lengths) return null;
        using var steps = arange(shape.Height, dtype: ScalarType.Int64);
        return steps.unsqueeze(0).lt(lengths.unsqueeze(1)).repeat_interleave(shape.Width, 1).repeat(1, shape.Channels).to_type(batch.Rows.dtype);
    }
}
