namespace Hourglass.Kernels.Gemm;

/// <summary>The matrix kernels for one kind of vector, made from the one source.</summary>
internal sealed unsafe class TileVariant
{
    private readonly delegate*<in TileTask, void>[] tiles;
    private readonly delegate*<in TileTask, void>[] listed;
    private readonly delegate*<in TileTask, void>[] places;
    private readonly int lanes;

    private TileVariant(string name, bool isSupported, int mostRows, int lanes, delegate*<in TileTask, void>[] tiles, delegate*<in TileTask, void>[] listed, delegate*<in TileTask, void>[] places)
    {
        Name = name;
        IsSupported = isSupported;
        MostRows = mostRows;
        this.lanes = lanes;
        this.tiles = tiles;
        this.listed = listed;
        this.places = places;
    }

    /// <summary>Its name, such as <c>avx512</c>.</summary>
    public string Name { get; }

    /// <summary>Whether this machine has such vectors.</summary>
    public bool IsSupported { get; }

    /// <summary>Rows of the largest tile whose sums fit the registers.</summary>
    public int MostRows { get; }

    /// <summary>Makes the kernels of one kind of vector.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="mostRows">Rows of the largest tile; at most <see cref="TileKernel.MostRows"/>.</param>
    public static TileVariant Of<TLanes, TVector>(string name, int mostRows)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        new(name, TLanes.IsSupported, mostRows, 2 * TLanes.Count, Tiles<TLanes, TVector, EveryTerm>(), Tiles<TLanes, TVector, ListedTerms>(), Places<TLanes, TVector>());

    /// <summary>How many tiles so many rows make.</summary>
    public int Tiles(int rows) => (rows + MostRows - 1) / MostRows;

    /// <summary>Rows of the next tile where so many are left: as even a split as the largest tile allows.</summary>
    public int Height(int left)
    {
        var heights = Tiles(left);
        return (left + heights - 1) / heights;
    }

    /// <summary>c = bias + a b for the rows of one tile and the 32 lanes of a panel.</summary>
    /// <param name="task">Where the first row and lane lie.</param>
    /// <param name="rows">1 to <see cref="MostRows"/>.</param>
    public void Multiply(TileTask task, int rows) => Run((task.Terms is null ? tiles : listed)[rows], task);

    /// <summary>c = bias + a b for one row of a, some places of b and the 32 lanes of a panel; see <see cref="PlaceKernel"/>.</summary>
    /// <param name="task">Where the first place and lane lie.</param>
    /// <param name="many">1 to <see cref="PlaceKernel.MostPlaces"/>.</param>
    public void MultiplyPlaces(TileTask task, int many) => Run(places[many], task);

    private void Run(delegate*<in TileTask, void> kernel, TileTask task)
    {
        if (lanes == Panels.Lanes)
        {
            kernel(task);
            return;
        }

        for (var lane = 0; lane < Panels.Lanes; lane += lanes)
        {
            kernel(task);
            task.B += lanes;
            task.C += lanes;
        }
    }

    private static delegate*<in TileTask, void>[] Tiles<TLanes, TVector, TTerms>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TTerms : struct, ITerms =>
    [
        null,
        &TileKernel.Run<TLanes, TVector, RowCounts.R1, TTerms>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R2, TTerms>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R3, TTerms>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R4, TTerms>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R5, TTerms>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R6, TTerms>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R7, TTerms>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R8, TTerms>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R9, TTerms>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R10, TTerms>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R11, TTerms>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R12, TTerms>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R13, TTerms>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R14, TTerms>,
    ];

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
