using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Convolution;

/// <summary>The maximum of each 2 x 2 window; windows at odd edges are smaller. The gradient goes to the first position that holds it.</summary>
internal static unsafe class Pooling
{
    /// <summary>small = the maximum of each window, for a row of the small pictures.</summary>
    /// <param name="large">The large pictures.</param>
    /// <param name="small">Half as high and wide, rounded up.</param>
    /// <param name="item">The row of <paramref name="small"/>, counted through all panels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(Planes large, Planes small, int item)
    {
        var (panel, y) = (item / small.Height, item % small.Height);
        for (var x = 0; x < small.Width; x++)
        {
            // At a cut-off window, the missing positions repeat others.
            var right = (2 * x) + 1 < large.Width ? large.PlaceStride : 0;
            var below = (2 * y) + 1 < large.Height ? large.RowStride : 0;
            float* from = large.At(panel, 2 * y, 2 * x), to = small.At(panel, y, x);
            for (nint i = 0; i < small.PlaceStride; i += Vector512<float>.Count)
            {
                var upper = Vector512.Max(Vector512.Load(from + i), Vector512.Load(from + right + i));
                var lower = Vector512.Max(Vector512.Load(from + below + i), Vector512.Load(from + below + right + i));
                Vector512.Max(upper, lower).Store(to + i);
            }
        }
    }

    /// <summary>d large from d small, for the windows of a row of the small pictures.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(Planes large, Planes small, Planes smallGradient, Planes largeGradient, int item)
    {
        var (panel, y) = (item / small.Height, item % small.Height);
        for (var x = 0; x < small.Width; x++)
        {
            var largest = small.At(panel, y, x);
            var gradient = smallGradient.At(panel, y, x);
            var (wide, high) = ((2 * x) + 1 < large.Width, (2 * y) + 1 < large.Height);
            for (nint i = 0; i < small.PlaceStride; i += Vector512<float>.Count)
            {
                var (most, left) = (Vector512.Load(largest + i), Vector512.Load(gradient + i));
                left = Give(large.At(panel, 2 * y, 2 * x) + i, largeGradient.At(panel, 2 * y, 2 * x) + i, most, left);
                if (wide) left = Give(large.At(panel, 2 * y, (2 * x) + 1) + i, largeGradient.At(panel, 2 * y, (2 * x) + 1) + i, most, left);
                if (high) left = Give(large.At(panel, (2 * y) + 1, 2 * x) + i, largeGradient.At(panel, (2 * y) + 1, 2 * x) + i, most, left);
                if (wide && high) Give(large.At(panel, (2 * y) + 1, (2 * x) + 1) + i, largeGradient.At(panel, (2 * y) + 1, (2 * x) + 1) + i, most, left);
            }
        }
    }

    /// <summary>Gives the gradient to a position if it holds the maximum, and returns the remainder for the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Give(float* value, float* gradient, Vector512<float> largest, Vector512<float> left)
    {
        var here = Vector512.Equals(Vector512.Load(value), largest);
        Vector512.ConditionalSelect(here, left, Vector512<float>.Zero).Store(gradient);
        return Vector512.ConditionalSelect(here, Vector512<float>.Zero, left);
    }
}
