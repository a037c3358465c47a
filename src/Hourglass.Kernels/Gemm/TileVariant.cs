namespace Hourglass.Kernels.Gemm;

/// <summary>The matrix kernels for one kind of vector, generated from one source.</summary>
internal sealed unsafe class TileVariant
{
    private readonly TileWidth[] byLanes;
    private readonly delegate*<in TileTask, void>[] places;
    private readonly int placeLanes;

    private TileVariant(string name, bool isSupported, int mostRows, TileWidth[] widths, delegate*<in TileTask, void>[] places, int placeLanes)
    {
        Name = name;
        IsSupported = isSupported;
        MostRows = mostRows;
        this.places = places;
        this.placeLanes = placeLanes;
        var narrowest = widths.Min(width => width.Lanes);
        byLanes = [.. Enumerable.Range(0,
            Panels.Lanes + 1).Select(lanes => widths.Where(width => width.Lanes < lanes + narrowest).MaxBy(width => width.Lanes)!)];
    }

    /// <summary>Its name, such as <c>avx512</c>.</summary>
    public string Name { get; }

    /// <summary>Whether this machine has such vectors.</summary>
    public bool IsSupported { get; }

    /// <summary>Rows of the largest tile whose sums fit in registers.</summary>
    public int MostRows { get; }

    /// <summary>Creates the kernels of one kind of vector.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="mostRows">Rows of the largest tile; at most <see cref="TileKernel.MostRows"/>.</param>
    /// <param name="narrower">Kernels for fewer lanes than two such vectors hold.</param>
    public static TileVariant Of<TLanes, TVector>(string name, int mostRows, params ReadOnlySpan<TileWidth> narrower)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        new(name, TLanes.IsSupported, mostRows, [TileWidth.Of<TLanes, TVector, TLanes, TVector>(), .. narrower], Places<TLanes, TVector>(), 2 * TLanes.Count);

    /// <summary>Number of tiles for a number of rows.</summary>
    public int Tiles(int rows) => (rows + MostRows - 1) / MostRows;

    /// <summary>Rows of the next tile, given how many remain: split as evenly as the largest tile allows.</summary>
    public int Height(int left)
    {
        var heights = Tiles(left);
        return (left + heights - 1) / heights;
    }

    /// <summary>c = bias + a b for the rows of one tile and the lanes of a panel.</summary>
    /// <param name="task">The task at its first row and lane.</param>
    /// <param name="rows">1 to <see cref="MostRows"/>.</param>
    /// <param name="lanes">How many of the 32 lanes are valid, at least 1; those of the others that are not computed are set to 0.</param>
    public void Multiply(in TileTask task, int rows, int lanes = Panels.Lanes)
    {
        var first = byLanes[lanes];
        first.Run(task, rows);
        if (first.Lanes < Panels.Lanes) MultiplyRest(task, rows, lanes, first.Lanes);
    }

    private void MultiplyRest(TileTask task, int rows, int lanes, int done)
    {
        task.B += done;
        task.C += done;
        while (done < lanes)
        {
            var width = byLanes[lanes - done];
            width.Run(task, rows);
            task.B += width.Lanes;
            task.C += width.Lanes;
            done += width.Lanes;
        }

        for (var row = 0; row < rows; row++) new Span<float>(task.C + (row * task.CStride), Panels.Lanes - done).Clear();
    }

    /// <summary>c = bias + a b for one row of a, several positions of b and the 32 lanes of a panel; see <see cref="PlaceKernel"/>.</summary>
    /// <param name="task">The task at its first position and lane.</param>
    /// <param name="many">1 to <see cref="PlaceKernel.MostPlaces"/>.</param>
    public void MultiplyPlaces(TileTask task, int many)
    {
        for (var lane = 0; lane < Panels.Lanes; lane += placeLanes)
        {
            places[many](task);
            task.B += placeLanes;
            task.C += placeLanes;
        }
    }

    private static delegate*<in TileTask, void>[] Places<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
    [
        null,
        &PlaceKernel.Run<TLanes, TVector, RowCounts.R1>,
        &PlaceKernel.Run<TLanes, TVector, RowCounts.R2>,
        &PlaceKernel.Run<TLanes, TVector, RowCounts.R3>,
        &PlaceKernel.Run<TLanes, TVector, RowCounts.R4>,
        &PlaceKernel.Run<TLanes, TVector, RowCounts.R5>,
        &PlaceKernel.Run<TLanes, TVector, RowCounts.R6>,
        &PlaceKernel.Run<TLanes, TVector, RowCounts.R7>,
    ];
}
