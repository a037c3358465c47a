using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Convolution;

/// <summary>
/// dW[s, tap] = sum over examples and places of small[s, y, x] large[l, stride y + ky, stride x + kx]: the gradient of a convolution's
/// weights, as dot products over the 32 lanes, for 4 x 6 weights at once.
/// </summary>
internal sealed unsafe class KernelGradient(ConvolutionSize size)
{
    private const int Rows = 4;
    private const int Columns = 6;
    private readonly SmallFromLarge places = new(size);

    /// <summary>Tiles of weights: what workers share out.</summary>
    public int Items => TilesDown * TilesAcross;

    private int TilesDown => (size.SmallChannels + Rows - 1) / Rows;

    private int TilesAcross => (size.Taps + Columns - 1) / Columns;

    /// <summary>Computes tiles of the gradient.</summary>
    /// <param name="small">The small pictures, without a border.</param>
    /// <param name="large">The large pictures, with a border of zeros.</param>
    /// <param name="gradient">dW [small, large, kernel, kernel].</param>
    /// <param name="first">The first tile.</param>
    /// <param name="last">The one behind the last.</param>
    public void Run(Planes small, Planes large, float* gradient, int first, int last)
    {
        var sums = stackalloc float[Rows * Columns];
        var offsets = stackalloc int[Columns];
        for (var item = first; item < last; item++)
        {
            var (row, column) = (item / TilesAcross * Rows, item % TilesAcross * Columns);

            // Tiles at the edge compute the last weight again.
            for (var j = 0; j < Columns; j++) offsets[j] = places.Table[Math.Min(column + j, size.Taps - 1)];
            var channels = Math.Min(Rows, size.SmallChannels - row);
            Tile(small, large, row, channels > 1 ? 1 : 0, channels > 2 ? 2 : 0, channels > 3 ? 3 : 0, offsets, sums);
            for (var i = 0; i < channels; i++)
            {
                for (var j = 0; j < Math.Min(Columns, size.Taps - column); j++) gradient[((nint)(row + i) * size.Taps) + column + j] = sums[(i * Columns) + j];
            }
        }
    }

    /// <summary>The sums of some feature maps over examples and places: the gradient of a bias.</summary>
    public static void Bias(Planes planes, float* gradient, int first, int last)
    {
        for (var channel = first; channel < last; channel++)
        {
            var sum = Vector512<float>.Zero;
            for (var panel = 0; panel < planes.Count; panel++)
            {
                var at = planes.At(panel, channel, 0, 0);
                for (nint i = 0; i < planes.ChannelStride; i += Vector512<float>.Count) sum += Vector512.Load(at + i);
            }

            gradient[channel] = Vector512.Sum(sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tile(Planes small, Planes large, int row, int second, int third, int fourth, int* offsets, float* sums)
    {
        Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        Vector512<float> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default;
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default;
        Vector512<float> d0 = default, d1 = default, d2 = default, d3 = default, d4 = default, d5 = default;
        nint o0 = offsets[0], o1 = offsets[1], o2 = offsets[2], o3 = offsets[3], o4 = offsets[4], o5 = offsets[5];
        var next = small.ChannelStride;
        nint toSecond = second * next, toThird = third * next, toFourth = fourth * next;
        nint step = size.Stride * Panels.Lanes;
        for (var panel = 0; panel < small.Count; panel++)
        {
            for (var y = 0; y < size.SmallHeight; y++)
            {
                var s = small.At(panel, row, y, 0);
                var l = large.At(panel, 0, y * size.Stride, 0);
                for (var x = 0; x < size.SmallWidth; x++)
                {
                    for (var half = 0; half < Panels.Lanes; half += 16)
                    {
                        Vector512<float> l0 = Vector512.Load(l + o0 + half), l1 = Vector512.Load(l + o1 + half), l2 = Vector512.Load(l + o2 + half);
                        Vector512<float> l3 = Vector512.Load(l + o3 + half), l4 = Vector512.Load(l + o4 + half), l5 = Vector512.Load(l + o5 + half);
                        var v = Vector512.Load(s + half);
                        a0 = Vector512.FusedMultiplyAdd(v, l0, a0); a1 = Vector512.FusedMultiplyAdd(v, l1, a1); a2 = Vector512.FusedMultiplyAdd(v, l2, a2);
                        a3 = Vector512.FusedMultiplyAdd(v, l3, a3); a4 = Vector512.FusedMultiplyAdd(v, l4, a4); a5 = Vector512.FusedMultiplyAdd(v, l5, a5);
                        v = Vector512.Load(s + toSecond + half);
                        b0 = Vector512.FusedMultiplyAdd(v, l0, b0); b1 = Vector512.FusedMultiplyAdd(v, l1, b1); b2 = Vector512.FusedMultiplyAdd(v, l2, b2);
                        b3 = Vector512.FusedMultiplyAdd(v, l3, b3); b4 = Vector512.FusedMultiplyAdd(v, l4, b4); b5 = Vector512.FusedMultiplyAdd(v, l5, b5);
                        v = Vector512.Load(s + toThird + half);
                        c0 = Vector512.FusedMultiplyAdd(v, l0, c0); c1 = Vector512.FusedMultiplyAdd(v, l1, c1); c2 = Vector512.FusedMultiplyAdd(v, l2, c2);
                        c3 = Vector512.FusedMultiplyAdd(v, l3, c3); c4 = Vector512.FusedMultiplyAdd(v, l4, c4); c5 = Vector512.FusedMultiplyAdd(v, l5, c5);
                        v = Vector512.Load(s + toFourth + half);
                        d0 = Vector512.FusedMultiplyAdd(v, l0, d0); d1 = Vector512.FusedMultiplyAdd(v, l1, d1); d2 = Vector512.FusedMultiplyAdd(v, l2, d2);
                        d3 = Vector512.FusedMultiplyAdd(v, l3, d3); d4 = Vector512.FusedMultiplyAdd(v, l4, d4); d5 = Vector512.FusedMultiplyAdd(v, l5, d5);
                    }

                    s += Panels.Lanes;
                    l += step;
                }
            }
        }

        Write(sums, a0, a1, a2, a3, a4, a5);
        Write(sums + Columns, b0, b1, b2, b3, b4, b5);
        Write(sums + (2 * Columns), c0, c1, c2, c3, c4, c5);
        Write(sums + (3 * Columns), d0, d1, d2, d3, d4, d5);
    }

    private static void Write(float* sums, Vector512<float> v0, Vector512<float> v1, Vector512<float> v2, Vector512<float> v3, Vector512<float> v4, Vector512<float> v5)
    {
        sums[0] = Vector512.Sum(v0);
        sums[1] = Vector512.Sum(v1);
        sums[2] = Vector512.Sum(v2);
        sums[3] = Vector512.Sum(v3);
        sums[4] = Vector512.Sum(v4);
        sums[5] = Vector512.Sum(v5);
    }
}
