using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Convolution;

/// <summary>The largest of each 2 x 2 places; windows at odd edges are smaller. The gradient goes to the first place that holds it.</summary>
internal static unsafe class Pooling
{
    /// <summary>small = the largest of each window.</summary>
    /// <param name="large">Without a border.</param>
    /// <param name="small">Half as high and wide, rounded up.</param>
    /// <param name="first">The first of the panels' feature maps, counted through all panels.</param>
    /// <param name="last">The one behind the last.</param>
    public static void Forward(Planes large, Planes small, int first, int last)
    {
        for (var i = first; i < last; i++)
        {
            var (panel, channel) = (i / large.Channels, i % large.Channels);
            for (var y = 0; y < small.Height; y++)
            {
                for (var x = 0; x < small.Width; x++)
                {
                    for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
                        Largest(large, panel, channel, y, x, half).Store(small.At(panel, channel, y, x) + half);
                }
            }
        }
    }

    /// <summary>d large from d small.</summary>
    public static void Backward(Planes large, Planes small, Planes smallGradient, Planes largeGradient, int first, int last)
    {
        for (var i = first; i < last; i++)
        {
            var (panel, channel) = (i / large.Channels, i % large.Channels);
            for (var y = 0; y < small.Height; y++)
            {
                for (var x = 0; x < small.Width; x++)
                {
                    for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
                    {
                        var largest = Vector512.Load(small.At(panel, channel, y, x) + half);
                        var gradient = Vector512.Load(smallGradient.At(panel, channel, y, x) + half);
                        for (var place = 0; place < 4; place++)
                        {
                            var (py, px) = ((2 * y) + (place / 2), (2 * x) + (place % 2));
                            if (py >= large.Height || px >= large.Width) continue;
                            var here = Vector512.Equals(Vector512.Load(large.At(panel, channel, py, px) + half), largest);
                            Vector512.ConditionalSelect(here, gradient, Vector512<float>.Zero).Store(largeGradient.At(panel, channel, py, px) + half);
                            gradient = Vector512.ConditionalSelect(here, Vector512<float>.Zero, gradient);
                        }
                    }
                }
            }
        }
    }

    private static Vector512<float> Largest(Planes large, int panel, int channel, int y, int x, int half)
    {
        var largest = Vector512.Load(large.At(panel, channel, 2 * y, 2 * x) + half);
        var (right, below) = ((2 * x) + 1 < large.Width, (2 * y) + 1 < large.Height);
        if (right) largest = Vector512.Max(largest, Vector512.Load(large.At(panel, channel, 2 * y, (2 * x) + 1) + half));
        if (below) largest = Vector512.Max(largest, Vector512.Load(large.At(panel, channel, (2 * y) + 1, 2 * x) + half));
        if (right && below) largest = Vector512.Max(largest, Vector512.Load(large.At(panel, channel, (2 * y) + 1, (2 * x) + 1) + half));
        return largest;
    }
}
