using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Gemm;

/// <summary>
/// The stretches of features of a panel that are not 0 in all 32 rows. Handwriting fills a fifth of a picture, and what is white in all of
/// 32 pictures needs no multiplication. Other data is one stretch.
/// </summary>
internal sealed unsafe class Inked
{
    // A stretch more costs about as much as so many features.
    private const int Gap = 3;
    private readonly int[] stretches;
    private readonly int[] counts;

    /// <summary>Takes memory.</summary>
    /// <param name="rows">The most rows at a time.</param>
    /// <param name="features">Numbers a row.</param>
    public Inked(int rows, int features)
    {
        counts = new int[Panels.CountFor(rows)];
        stretches = new int[counts.Length * LengthFor(features)];
    }

    /// <summary>y = W x + b.</summary>
    /// <param name="kernels">The variant to use.</param>
    /// <param name="weight">W [outputs, inputs].</param>
    /// <param name="bias">b [outputs].</param>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The outputs.</param>
    public void Forward(TileVariant kernels, float* weight, float* bias, Panels x, Panels y)
    {
        fixed (int* found = stretches)
        {
            var length = LengthFor(x.Features);
            for (var panel = 0; panel < x.Count; panel++) counts[panel] = Find(x.At(panel, 0), x.Features, found + (panel * length));
            var task = new TileTask { RowStride = x.Features, BStride = Panels.Lanes, CStride = Panels.Lanes };
            for (int row = 0, rows; row < y.Features; row += rows)
            {
                rows = kernels.Height(y.Features - row);
                task.A = weight + ((nint)row * x.Features);
                task.Bias = bias + row;
                for (var panel = 0; panel < x.Count; panel++)
                {
                    task.B = x.At(panel, 0);
                    task.C = y.At(panel, row);
                    task.Stretches = found + (panel * length);
                    task.Blocks = counts[panel];
                    kernels.Multiply(task, rows);
                }
            }
        }
    }

    // Every stretch but the last has a gap behind it.
    private static int LengthFor(int features) => 2 * ((features / (Gap + 1)) + 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Find(float* values, int features, int* found)
    {
        var (count, end) = (0, -Gap - 1);
        for (var feature = 0; feature < features; feature++)
        {
            var at = values + ((nint)feature * Panels.Lanes);
            if ((Vector512.Load(at).AsInt32() | Vector512.Load(at + 16).AsInt32()) == Vector512<int>.Zero) continue;
            if (feature - end > Gap) found[2 * count++] = feature;
            end = feature + 1;
            found[(2 * count) - 1] = end - found[(2 * count) - 2];
        }

        return count;
    }
}
