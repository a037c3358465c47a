using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Convolution;

/// <summary>
/// The gradient of a convolution's weights (see <see cref="KernelProducts"/>) where one side has few
/// feature maps: dot products over the 32 lanes, 4 x 6 weights at a time. The sums of all tiles are carried from one row of the
/// pictures to the next, so that a row is read while it is still in the cache.
/// </summary>
internal sealed unsafe class KernelDots
{
    private readonly ConvolutionSize size;
    private readonly int[] weights;
    private readonly AlignedBuffer sums;

    /// <summary>Computes the order of the taps and allocates the sums.</summary>
    public KernelDots(ConvolutionSize size)
    {
        this.size = size;

        // Tap t is the place (t / (kernel * large)) down, and so many channels on, as they lie in memory: [ky][kx, l].
        weights = new int[size.Taps];
        var across = size.Kernel * size.LargeChannels;
        for (var tap = 0; tap < size.Taps; tap++)
        {
            var (ky, kx, channel) = (tap / across, tap % across / size.LargeChannels, tap % size.LargeChannels);
            weights[tap] = (((channel * size.Kernel) + ky) * size.Kernel) + kx;
        }

        sums = new AlignedBuffer((long)Items * DotTile.Numbers);
    }

    /// <summary>Tiles of weights: the unit that workers share.</summary>
    public int Items => TilesDown * TilesAcross;

    private int TilesDown => (size.SmallChannels + DotTile.Rows - 1) / DotTile.Rows;

    private int TilesAcross => (size.Taps + DotTile.Columns - 1) / DotTile.Columns;

    /// <summary>Computes tiles of the gradient.</summary>
    /// <param name="small">The small pictures.</param>
    /// <param name="large">The large pictures, with their border of zeros.</param>
    /// <param name="gradient">dW [small, large, kernel, kernel].</param>
    /// <param name="first">The first tile.</param>
    /// <param name="last">One past the last.</param>
    public void Run(Planes small, Planes large, float* gradient, int first, int last)
    {
        new Span<float>(sums.Pointer + ((nint)first * DotTile.Numbers), (last - first) * DotTile.Numbers).Clear();
        var taps = stackalloc nint[DotTile.Columns];
        for (var row = 0; row < small.Items; row++)
        {
            var (panel, y) = (row / size.SmallHeight, row % size.SmallHeight);
            var places = large.At(panel, (y * size.Stride) - size.Padding, -size.Padding);
            for (var item = first; item < last; item++)
            {
                var (channel, column) = (item % TilesDown * DotTile.Rows, item / TilesDown * DotTile.Columns);
                for (var i = 0; i < DotTile.Columns; i++) taps[i] = Offset(large, Math.Min(column + i, size.Taps - 1));
                var task = new DotTask(small.At(panel, y, 0, channel), places, taps, sums.Pointer + ((nint)item * DotTile.Numbers), small.PlaceStride,
                    size.Stride * large.PlaceStride, size.SmallWidth);
                DotTile.Add(task, Math.Min(DotTile.Rows, size.SmallChannels - channel));
            }
        }

        for (var item = first; item < last; item++) Write(item, gradient);
    }

    // Tiles at the edge compute the last weight again.
    private nint Offset(Planes large, int tap)
    {
        var across = size.Kernel * size.LargeChannels;
        return (tap / across * large.RowStride) + ((nint)(tap % across) * Panels.Lanes);
    }

    private void Write(int item, float* gradient)
    {
        var (row, column) = (item % TilesDown * DotTile.Rows, item / TilesDown * DotTile.Columns);
        for (var i = row; i < Math.Min(row + DotTile.Rows, size.SmallChannels); i++)
        {
            for (var j = column; j < Math.Min(column + DotTile.Columns, size.Taps); j++)
            {
                var at = sums.Pointer + ((nint)item * DotTile.Numbers) + ((((i - row) * DotTile.Columns) + j - column) * Vector512<float>.Count);
                gradient[((nint)i * size.Taps) + weights[j]] = Vector512.Sum(Vector512.Load(at));
            }
        }
    }
}
