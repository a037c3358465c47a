using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>Draws a few hundred rows at a time, which bounds the memory for drawing them, and reports each of these blocks.</summary>
internal static class RowBlocks
{
    /// <summary>Rows of 32-bit numbers: [count, width].</summary>
    /// <param name="count">Number of rows.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="control">Receives the progress and cancels.</param>
    /// <param name="draw">Draws rows [rows, width], given the index of the first and their number, in order; its other tensors are freed.</param>
    /// <param name="size">Maximum number of rows at a time.</param>
    public static Tensor Fill(int count, int width, WorkControl control, Func<int, int, Tensor> draw, int size = 512)
    {
        var filled = empty(count, width, dtype: ScalarType.Float32);
        for (var start = 0; start < count; start += size)
        {
            using var scope = NewDisposeScope();
            var rows = Math.Min(size, count - start);
            filled.narrow(0, start, rows).copy_(draw(start, rows));
            control.Done(start + rows, count);
        }

        return filled;
    }
}
