using Hourglass.Kernels.Gemm;

namespace Hourglass.Kernels.Convolution;

/// <summary>
/// dW[s, l, ky, kx] = sum over examples and positions of small[s, y, x] large[l, stride y + ky - padding, stride x + kx - padding]: the gradient
/// of a convolution's weights, by the matrix kernel. Large feature maps are broadcast, of all kx one after the other as they lie in
/// memory; small ones are read as vectors of channels, from a transposed copy. Sums are carried over from one row of the pictures to
/// the next, so that a row is read while it is still in the cache.
/// </summary>
internal sealed unsafe class KernelProducts
{
    private readonly ConvolutionSize size;
    private readonly (int Ky, int Row, int Rows, int Column)[] tiles;
    private readonly int paddedChannels;
    private readonly AlignedBuffer turned;
    private readonly AlignedBuffer sums;

    /// <summary>Plans the tiles and allocates memory.</summary>
    /// <param name="size">The convolution.</param>
    /// <param name="kernels">The variant to use.</param>
    /// <param name="mostRows">Largest number of examples.</param>
    public KernelProducts(ConvolutionSize size, TileVariant kernels, int mostRows)
    {
        this.size = size;
        Kernels = kernels;
        paddedChannels = (size.SmallChannels + Panels.Lanes - 1) / Panels.Lanes * Panels.Lanes;
        turned = new AlignedBuffer((long)Panels.CountFor(mostRows) * Panels.Lanes * size.SmallHeight * size.SmallWidth * paddedChannels);
        sums = new AlignedBuffer((long)size.Kernel * RowsAcross * paddedChannels);
        List<(int, int, int, int)> list = [];
        for (var ky = 0; ky < size.Kernel; ky++)
        {
            for (int row = 0, rows; row < RowsAcross; row += rows)
            {
                rows = kernels.Height(RowsAcross - row);
                for (var column = 0; column < paddedChannels; column += Panels.Lanes) list.Add((ky, row, rows, column));
            }
        }

        tiles = [.. list];
    }

    /// <summary>Tiles of the result: the unit that workers share.</summary>
    public int Tiles => tiles.Length;

    private TileVariant Kernels { get; }

    private int RowsAcross => size.Kernel * size.LargeChannels;

    private nint TurnedPlace => (nint)Panels.Lanes * paddedChannels;

    /// <summary>Copies rows of the small pictures so that the channels of an example lie side by side.</summary>
    /// <param name="small">The small pictures.</param>
    /// <param name="first">The first item; see <see cref="Planes.Items"/>.</param>
    /// <param name="last">One past the last.</param>
    public void Turn(Planes small, int first, int last)
    {
        for (var item = first; item < last; item++)
        {
            var from = small.Row(item);
            for (var x = 0; x < size.SmallWidth; x++)
                Transposition.Copy(from + (x * small.PlaceStride), Panels.Lanes, Place(item) + (x * TurnedPlace), paddedChannels, size.SmallChannels,
                    Panels.Lanes);
        }
    }

    /// <summary>Computes tiles of the gradient from the transposed copy.</summary>
    /// <param name="large">The large pictures, with their border of zeros.</param>
    /// <param name="items">Rows of the small pictures, through all panels.</param>
    /// <param name="gradient">dW [small, large, kernel, kernel].</param>
    /// <param name="first">The first tile.</param>
    /// <param name="last">One past the last.</param>
    public void Run(Planes large, int items, float* gradient, int first, int last)
    {
        for (var item = 0; item < items; item++)
        {
            var (panel, y) = (item / size.SmallHeight, item % size.SmallHeight);
            var task = new TileTask
            {
                RowStride = Panels.Lanes,
                ColumnStride = 1,
                Depth = Panels.Lanes,
                Blocks = size.SmallWidth,
                ABlock = size.Stride * large.PlaceStride,
                BBlock = TurnedPlace,
                BStride = paddedChannels,
                CStride = paddedChannels,
                Adds = item > 0,
            };
            for (var i = first; i < last; i++)
            {
                var (ky, row, rows, column) = tiles[i];
                task.A = large.At(panel, (y * size.Stride) + ky - size.Padding, -size.Padding) + ((nint)row * Panels.Lanes);
                task.B = Place(item) + column;
                task.C = Sum(ky, row, column);
                Kernels.Multiply(task, rows);
            }
        }

        for (var i = first; i < last; i++) Write(tiles[i], gradient);
    }

    private float* Place(int item) => turned.Pointer + (item * size.SmallWidth * TurnedPlace);

    private float* Sum(int ky, int row, int column) => sums.Pointer + ((((nint)ky * RowsAcross) + row) * paddedChannels) + column;

    private void Write((int Ky, int Row, int Rows, int Column) tile, float* gradient)
    {
        for (var row = tile.Row; row < tile.Row + tile.Rows; row++)
        {
            var (kx, large) = (row / size.LargeChannels, row % size.LargeChannels);
            var from = Sum(tile.Ky, row, 0);
            for (var small = tile.Column; small < Math.Min(tile.Column + Panels.Lanes, size.SmallChannels); small++)
                gradient[(((((nint)small * size.LargeChannels) + large) * size.Kernel) + tile.Ky) * size.Kernel + kx] = from[small];
        }
    }
}
