using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hourglass.Kernels.Convolution;

namespace Hourglass.Kernels.Normalization;

/// <summary>
/// Sums over all channels and positions of each of the 32 examples of a panel, one example per lane, and the passes of layer normalisation.
/// them. Features of a row are the channels of a picture with one position. Sums of many numbers are taken in double precision, from those of
/// few in single.
/// </summary>
internal static unsafe class RowMoments
{
    // Numbers per example that are summed in single precision.
    private const int Stretch = 64;

    /// <summary>The mean of each example, and the inverse of its standard deviation.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="panel">Index of the panel.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="mean">32 means.</param>
    /// <param name="inverse">32 inverse deviations.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Of(Planes x, int panel, double epsilon, float* mean, float* inverse)
    {
        var sums = stackalloc double[Vector512<float>.Count];
        var (count, row) = ((double)x.Channels * x.Height * x.Width, x.Width * x.Channels);
        for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
        {
            var centre = Vector512<float>.Zero;
            for (var pass = 0; pass < 2; pass++)
            {
                new Span<double>(sums, Vector512<float>.Count).Clear();
                for (var y = 0; y < x.Height; y++)
                {
                    var from = x.At(panel, y, 0) + half;
                    for (var first = 0; first < row; first += Stretch)
                    {
                        var part = Vector512<float>.Zero;
                        for (var i = first; i < Math.Min(first + Stretch, row); i++)
                        {
                            var away = Vector512.Load(from + ((nint)i * Panels.Lanes)) - centre;
                            part += pass == 0 ? away : away * away;
                        }

                        Add(part, sums);
                    }
                }

                var target = (pass == 0 ? mean : inverse) + half;
                for (var lane = 0; lane < Vector512<float>.Count; lane++)
                    target[lane] = (float)(pass == 0 ? sums[lane] / count : 1 / Math.Sqrt((sums[lane] / count) + epsilon));
                centre = Vector512.Load(mean + half);
            }
        }
    }

    /// <summary>y = (x - mean) * inverse * weight + bias, for a row of positions.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="y">The result.</param>
    /// <param name="item">The row; see <see cref="Planes.Items"/>.</param>
    /// <param name="mean">32 means.</param>
    /// <param name="inverse">32 inverse deviations.</param>
    /// <param name="weight">One per channel.</param>
    /// <param name="bias">One per channel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Planes x, Planes y, int item, float* mean, float* inverse, float* weight, float* bias)
    {
        for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
        {
            var (centre, scale) = (Vector512.Load(mean + half), Vector512.Load(inverse + half));
            float* from = x.Row(item) + half, to = y.Row(item) + half;
            for (var place = 0; place < x.Width; place++)
            {
                for (var channel = 0; channel < x.Channels; channel++)
                {
                    var known = (Vector512.Load(from) - centre) * scale;
                    Vector512.FusedMultiplyAdd(known, Vector512.Create(weight[channel]), Vector512.Create(bias[channel])).Store(to);
                    from += Panels.Lanes;
                    to += Panels.Lanes;
                }
            }
        }
    }

    /// <summary>dx = inverse (g - mean of g - h (mean of g h)) with g = dy weight and h = (x - mean) inverse, for all rows of a panel; 0 where dy is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(Planes dy, Planes x, Planes dx, int panel, float* mean, float* inverse, float* weight)
    {
        var sums = stackalloc double[2 * Vector512<float>.Count];
        var means = stackalloc float[2 * Vector512<float>.Count];
        var count = (double)x.Channels * x.Height * x.Width;
        for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
        {
            var (centre, scale) = (Vector512.Load(mean + half), Vector512.Load(inverse + half));
            new Span<double>(sums, 2 * Vector512<float>.Count).Clear();
            for (var y = 0; y < x.Height; y++)
            {
                for (var place = 0; place < x.Width; place++)
                {
                    float* up = dy.At(panel, y, place) + half, from = x.At(panel, y, place) + half;
                    for (var first = 0; first < x.Channels; first += Stretch)
                    {
                        var (slope, product) = (Vector512<float>.Zero, Vector512<float>.Zero);
                        for (var channel = first; channel < Math.Min(first + Stretch, x.Channels); channel++)
                        {
                            var g = Vector512.Load(up + ((nint)channel * Panels.Lanes)) * Vector512.Create(weight[channel]);
                            slope += g;
                            product = Vector512.FusedMultiplyAdd(g, (Vector512.Load(from + ((nint)channel * Panels.Lanes)) - centre) * scale, product);
                        }

                        Add(slope, sums);
                        Add(product, sums + 16);
                    }
                }
            }

            for (var lane = 0; lane < 2 * Vector512<float>.Count; lane++) means[lane] = (float)(sums[lane] / count);
            var (meanSlope, meanProduct) = (Vector512.Load(means), -Vector512.Load(means + 16));
            for (var y = 0; y < x.Height; y++)
            {
                float* up = dy.At(panel, y, 0) + half, from = x.At(panel, y, 0) + half, to = dx.At(panel, y, 0) + half;
                for (var place = 0; place < x.Width; place++)
                {
                    for (var channel = 0; channel < x.Channels; channel++)
                    {
                        var g = Vector512.Load(up) * Vector512.Create(weight[channel]);
                        var h = (Vector512.Load(from) - centre) * scale;
                        (Vector512.FusedMultiplyAdd(h, meanProduct, g - meanSlope) * scale).Store(to);
                        up += Panels.Lanes;
                        from += Panels.Lanes;
                        to += Panels.Lanes;
                    }
                }
            }
        }
    }

    /// <summary>The sums of dy and of dy (x - mean) inverse of a channel over all examples and places.</summary>
    /// <param name="dy">The slopes; 0 in padding rows.</param>
    /// <param name="x">The numbers.</param>
    /// <param name="channel">Index of the channel.</param>
    /// <param name="mean">32 means per panel.</param>
    /// <param name="inverse">32 inverse deviations per panel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Slope, double Product) Sums(Planes dy, Planes x, int channel, float* mean, float* inverse)
    {
        double slope = 0, product = 0;
        for (var panel = 0; panel < x.Count; panel++)
        {
            for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
            {
                var (centre, scale) = (Vector512.Load(mean + (panel * Panels.Lanes) + half), Vector512.Load(inverse + (panel * Panels.Lanes) + half));
                var (a, b) = (Vector512<float>.Zero, Vector512<float>.Zero);
                for (var y = 0; y < x.Height; y++)
                {
                    float* up = dy.At(panel, y, 0, channel) + half, from = x.At(panel, y, 0, channel) + half;
                    for (var place = 0; place < x.Width; place++)
                    {
                        var d = Vector512.Load(up + (place * dy.PlaceStride));
                        a += d;
                        b = Vector512.FusedMultiplyAdd(d, (Vector512.Load(from + (place * x.PlaceStride)) - centre) * scale, b);
                    }
                }

                slope += Vector512.Sum(a);
                product += Vector512.Sum(b);
            }
        }

        return (slope, product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector512<float> part, double* sums)
    {
        var (low, high) = Vector512.Widen(part);
        (Vector512.Load(sums) + low).Store(sums);
        (Vector512.Load(sums + 8) + high).Store(sums + 8);
    }
}
