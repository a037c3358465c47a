using Hourglass.Kernels.Threading;

namespace Hourglass.Kernels.Gemm;

/// <summary>
/// The matrix kernel alone, on operands that stay in a core's first-level cache: an upper bound for products. Unlike multiply-adds
/// in registers it reads memory, so it shows the effect of other users of the same core.
/// </summary>
internal sealed unsafe class CachedTiles : IWork
{
    private const int Depth = 64;
    private const int Tiles = 10_000;
    private readonly TileVariant kernels = TileVariants.Current;
    private readonly AlignedBuffer[] operands;
    private readonly int rows;

    private CachedTiles(int workers)
    {
        rows = kernels.MostRows;
        operands = [.. Enumerable.Range(0, workers).Select(_ => new AlignedBuffer((rows * Depth) + (Depth * Panels.Lanes) + (rows * Panels.Lanes)))];
    }

    /// <inheritdoc/>
    public int Stages => 1;

    /// <summary>The rate of this many workers.</summary>
    public static SustainedRate For(int workers)
    {
        var work = new CachedTiles(workers);
        return new SustainedRate(work, 2.0 * work.rows * Panels.Lanes * Depth * Tiles * workers);
    }

    /// <inheritdoc/>
    public void Do(int stage, int worker, int workers)
    {
        var a = operands[worker].Pointer;
        var b = a + (rows * Depth);
        var task = new TileTask
        {
            A = a,
            B = b,
            C = b + (Depth * Panels.Lanes),
            RowStride = Depth,
            ColumnStride = 1,
            BStride = Panels.Lanes,
            CStride = Panels.Lanes,
            Depth = Depth,
            Blocks = 1,
        };
        for (var i = 0; i < Tiles; i++) kernels.Multiply(task, rows);
    }
}
