using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hourglass.Kernels.Convolution;

namespace Hourglass.Kernels.Normalization;

/// <summary>
/// Sums over examples and positions per channel, and the passes of batch normalisation. Features of a row are the channels of
/// a picture of one place. Sums within a panel are in single precision, sums over panels in double.
/// </summary>
internal static unsafe class BatchMoments
{
    // Channels summed at once, so that their sums stay in the first-level cache.
    private const int Block = 64;

    /// <summary>The mean and the biased variance of each channel over the valid rows.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="rows">Number of valid rows.</param>
    /// <param name="first">The first channel.</param>
    /// <param name="last">One past the last.</param>
    /// <param name="means">One number per channel of <paramref name="x"/>.</param>
    /// <param name="variances">One number per channel of <paramref name="x"/>.</param>
    public static void Of(Planes x, int rows, int first, int last, Span<double> means, Span<double> variances)
    {
        var sums = stackalloc double[Block];
        var centres = stackalloc float[Block];
        var count = (double)rows * x.Height * x.Width;
        for (var from = first; from < last; from += Block)
        {
            var channels = Math.Min(Block, last - from);
            new Span<float>(centres, channels).Clear();
            Sum<Number>(x, rows, from, channels, centres, sums);
            for (var i = 0; i < channels; i++) means[from + i] = sums[i] / count;
            for (var i = 0; i < channels; i++) centres[i] = (float)means[from + i];
            Sum<Square>(x, rows, from, channels, centres, sums);
            for (var i = 0; i < channels; i++) variances[from + i] = sums[i] / count;
        }
    }

    /// <summary>The sums of dy and of dy (x - mean) of each channel; padding rows have dy = 0.</summary>
    public static void Sums(Planes dy, Planes x, int first, int last, float* means, Span<double> slopes, Span<double> products)
    {
        var sums = stackalloc double[2 * Block];
        for (var from = first; from < last; from += Block)
        {
            var channels = Math.Min(Block, last - from);
            Sum(dy, x, from, channels, means + from, sums, sums + Block);
            new Span<double>(sums, channels).CopyTo(slopes[from..]);
            new Span<double>(sums + Block, channels).CopyTo(products[from..]);
        }
    }

    /// <summary>
    /// y = (x - mean) * scale + shift, for a row of positions. Padding rows become 0: their content may be many deviations away
    /// and overflow in later layers.
    /// </summary>
    /// <param name="x">The numbers.</param>
    /// <param name="y">The result.</param>
    /// <param name="rows">Number of valid rows.</param>
    /// <param name="item">The row; see <see cref="Planes.Items"/>.</param>
    /// <param name="means">One per channel.</param>
    /// <param name="scales">One per channel.</param>
    /// <param name="shifts">One per channel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Planes x, Planes y, int rows, int item, float* means, float* scales, float* shifts)
    {
        float* from = x.Row(item), to = y.Row(item);
        var (low, high) = (Meaning(rows, item / x.Height, 0), Meaning(rows, item / x.Height, 16));
        for (var place = 0; place < x.Width; place++)
        {
            for (var channel = 0; channel < x.Channels; channel++)
            {
                var (centre, scale, shift) = (Vector512.Create(means[channel]), Vector512.Create(scales[channel]), Vector512.Create(shifts[channel]));
                (Vector512.FusedMultiplyAdd(Vector512.Load(from) - centre, scale, shift) & low).Store(to);
                (Vector512.FusedMultiplyAdd(Vector512.Load(from + 16) - centre, scale, shift) & high).Store(to + 16);
                from += Panels.Lanes;
                to += Panels.Lanes;
            }
        }
    }

    /// <summary>dx = scale (dy - slope - product (x - mean)), and 0 in padding rows, for a row of positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(Planes dy, Planes x, Planes dx, int rows, int item, float* means, float* scales, float* slopes, float* products)
    {
        float* up = dy.Row(item), from = x.Row(item), to = dx.Row(item);
        var (low, high) = (Meaning(rows, item / x.Height, 0), Meaning(rows, item / x.Height, 16));
        for (var place = 0; place < x.Width; place++)
        {
            for (var channel = 0; channel < x.Channels; channel++)
            {
                var (centre, scale, slope, product) = (Vector512.Create(means[channel]), Vector512.Create(scales[channel]), Vector512.Create(slopes[channel]),
                    Vector512.Create(-products[channel]));
                var a = Vector512.FusedMultiplyAdd(product, Vector512.Load(from) - centre, Vector512.Load(up) - slope) * scale;
                var b = Vector512.FusedMultiplyAdd(product, Vector512.Load(from + 16) - centre, Vector512.Load(up + 16) - slope) * scale;
                (a & low).Store(to);
                (b & high).Store(to + 16);
                up += Panels.Lanes;
                from += Panels.Lanes;
                to += Panels.Lanes;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TMoment>(Planes x, int rows, int first, int channels, float* centres, double* sums)
        where TMoment : struct, IMoment
    {
        var parts = stackalloc float[Block * Vector512<float>.Count];
        new Span<double>(sums, channels).Clear();
        for (var panel = 0; panel < x.Count; panel++)
        {
            var (low, high) = (Meaning(rows, panel, 0), Meaning(rows, panel, 16));
            new Span<float>(parts, channels * Vector512<float>.Count).Clear();
            for (var y = 0; y < x.Height; y++)
            {
                for (var place = 0; place < x.Width; place++)
                {
                    var from = x.At(panel, y, place, first);
                    for (var i = 0; i < channels; i++)
                    {
                        var centre = Vector512.Create(centres[i]);
                        var both = (TMoment.Of(Vector512.Load(from) - centre) & low) + (TMoment.Of(Vector512.Load(from + 16) - centre) & high);
                        (Vector512.Load(parts + (i * 16)) + both).Store(parts + (i * 16));
                        from += Panels.Lanes;
                    }
                }
            }

            for (var i = 0; i < channels; i++) sums[i] += Vector512.Sum(Vector512.Load(parts + (i * 16)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(Planes dy, Planes x, int first, int channels, float* centres, double* slopes, double* products)
    {
        var parts = stackalloc float[2 * Block * Vector512<float>.Count];
        new Span<double>(slopes, channels).Clear();
        new Span<double>(products, channels).Clear();
        for (var panel = 0; panel < x.Count; panel++)
        {
            new Span<float>(parts, 2 * channels * Vector512<float>.Count).Clear();
            for (var y = 0; y < x.Height; y++)
            {
                for (var place = 0; place < x.Width; place++)
                {
                    float* up = dy.At(panel, y, place, first), from = x.At(panel, y, place, first);
                    for (var i = 0; i < channels; i++)
                    {
                        var centre = Vector512.Create(centres[i]);
                        var (a, b) = (Vector512.Load(up), Vector512.Load(up + 16));
                        var part = parts + (i * 32);
                        (Vector512.Load(part) + a + b).Store(part);
                        var product = Vector512.FusedMultiplyAdd(a, Vector512.Load(from) - centre, Vector512.Load(part + 16));
                        Vector512.FusedMultiplyAdd(b, Vector512.Load(from + 16) - centre, product).Store(part + 16);
                        up += Panels.Lanes;
                        from += Panels.Lanes;
                    }
                }
            }

            for (var i = 0; i < channels; i++)
            {
                slopes[i] += Vector512.Sum(Vector512.Load(parts + (i * 32)));
                products[i] += Vector512.Sum(Vector512.Load(parts + (i * 32) + 16));
            }
        }
    }

    // All bits set in valid rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Meaning(int rows, int panel, int half) =>
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(rows - (panel * Panels.Lanes) - half)).AsSingle();

    private interface IMoment
    {
        static abstract Vector512<float> Of(Vector512<float> away);
    }

    private readonly struct Number : IMoment
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> away) => away;
    }

    private readonly struct Square : IMoment
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> away) => away * away;
    }
}
