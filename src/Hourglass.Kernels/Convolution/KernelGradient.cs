using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Convolution;

/// <summary>
/// dW[s, tap] = sum over examples and places of small[s, y, x] large[l, stride y + ky, stride x + kx]: the gradient of a convolution's
/// weights, as dot products over the 32 lanes, 4 x 6 weights at a time. The sums of all tiles are carried from one row of the pictures
/// to the next, so that a row is read while it is still in the cache.
/// </summary>
internal sealed unsafe class KernelGradient
{
    private readonly ConvolutionSize size;
    private readonly int[] offsets;
    private readonly AlignedBuffer sums;

    /// <summary>Draws up the table and takes memory for the sums.</summary>
    public KernelGradient(ConvolutionSize size)
    {
        this.size = size;

        // Tiles at the edge compute the last weight again.
        var places = new SmallFromLarge(size).Table;
        offsets = GC.AllocateUninitializedArray<int>(TilesAcross * DotTile.Columns, pinned: true);
        for (var i = 0; i < offsets.Length; i++) offsets[i] = places[Math.Min(i, size.Taps - 1)];
        sums = new AlignedBuffer((long)Items * DotTile.Numbers);
    }

    /// <summary>Tiles of weights: what workers share out.</summary>
    public int Items => TilesDown * TilesAcross;

    private int TilesDown => (size.SmallChannels + DotTile.Rows - 1) / DotTile.Rows;

    private int TilesAcross => (size.Taps + DotTile.Columns - 1) / DotTile.Columns;

    /// <summary>Computes tiles of the gradient.</summary>
    /// <param name="small">The small pictures, without a border.</param>
    /// <param name="large">The large pictures, with a border of zeros.</param>
    /// <param name="gradient">dW [small, large, kernel, kernel].</param>
    /// <param name="first">The first tile.</param>
    /// <param name="last">The one behind the last.</param>
    public void Run(Planes small, Planes large, float* gradient, int first, int last)
    {
        new Span<float>(sums.Pointer + ((nint)first * DotTile.Numbers), (last - first) * DotTile.Numbers).Clear();
        fixed (int* taps = offsets)
        {
            for (var panel = 0; panel < small.Count; panel++)
            {
                for (var y = 0; y < size.SmallHeight; y++)
                {
                    for (var item = first; item < last; item++)
                    {
                        var (row, column) = (item % TilesDown * DotTile.Rows, item / TilesDown * DotTile.Columns);
                        var task = new DotTask(small.At(panel, row, y, 0), large.At(panel, 0, y * size.Stride, 0), taps + column, sums.Pointer + ((nint)item * DotTile.Numbers), small.ChannelStride, size.Stride * Panels.Lanes, size.SmallWidth);
                        DotTile.Add(task, Math.Min(DotTile.Rows, size.SmallChannels - row));
                    }
                }
            }
        }

        for (var item = first; item < last; item++) Write(item, gradient);
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

    private void Write(int item, float* gradient)
    {
        var (row, column) = (item % TilesDown * DotTile.Rows, item / TilesDown * DotTile.Columns);
        for (var i = row; i < Math.Min(row + DotTile.Rows, size.SmallChannels); i++)
        {
            for (var j = column; j < Math.Min(column + DotTile.Columns, size.Taps); j++)
            {
                var at = sums.Pointer + ((nint)item * DotTile.Numbers) + ((((i - row) * DotTile.Columns) + j - column) * Vector512<float>.Count);
                gradient[((nint)i * size.Taps) + j] = Vector512.Sum(Vector512.Load(at));
            }
        }
    }
}
