using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>Tells the real steps of a series from its padding. A series is a shape of one channel: steps x features.</summary>
internal static class Padding
{
    /// <summary>1 for the features of the first <paramref name="lengths"/> steps and 0 for the others: [batch, size].</summary>
    public static Tensor Mask(DataShape shape, Tensor lengths, ScalarType type)
    {
        using var steps = arange(shape.Height, dtype: ScalarType.Int64);
        return steps.unsqueeze(0).lt(lengths.unsqueeze(1)).repeat_interleave(shape.Width, 1).repeat(1, shape.Channels).to_type(type);
    }
}
