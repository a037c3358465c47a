using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>Draws some hundred rows at a time, so that what it takes to draw them is held for so many only.</summary>
internal static class RowBlocks
{
    /// <summary>Rows of 32-bit numbers: [count, width].</summary>
    /// <param name="count">How many.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="draw">Gives rows [rows, width] of where they start and how many they are, in order; all else that it makes is freed.</param>
    /// <param name="size">At most so many rows at a time.</param>
    public static Tensor Fill(int count, int width, Func<int, int, Tensor> draw, int size = 512)
    {
        var filled = empty(count, width, dtype: ScalarType.Float32);
        for (var start = 0; start < count; start += size)
        {
            using var scope = NewDisposeScope();
            var rows = Math.Min(size, count - start);
            filled.narrow(0, start, rows).copy_(draw(start, rows));
        }

        return filled;
    }
}
