namespace Hourglass.Kernels.Gemm;

/// <summary>The matrix kernels for one kind of vector, made from the one source.</summary>
internal sealed unsafe class TileVariant
{
    private readonly delegate*<in TileTask, void>[] even;
    private readonly delegate*<in TileTask, void>[] tabled;
    private readonly int lanes;

    private TileVariant(string name, bool isSupported, int mostRows, int lanes, delegate*<in TileTask, void>[] even, delegate*<in TileTask, void>[] tabled)
    {
        Name = name;
        IsSupported = isSupported;
        MostRows = mostRows;
        this.lanes = lanes;
        this.even = even;
        this.tabled = tabled;
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
        new(name, TLanes.IsSupported, mostRows, 2 * TLanes.Count, Table<TLanes, TVector, EvenSteps>(), Table<TLanes, TVector, TabledSteps>());

    /// <summary>Rows of the next tile where so many are left: as even a split as the largest tile allows.</summary>
    public int Height(int left)
    {
        var tiles = (left + MostRows - 1) / MostRows;
        return (left + tiles - 1) / tiles;
    }

    /// <summary>c = bias + a b for the rows of one tile and the 32 lanes of a panel.</summary>
    /// <param name="task">Where the first row and lane lie.</param>
    /// <param name="rows">1 to <see cref="MostRows"/>.</param>
    public void Multiply(TileTask task, int rows)
    {
        var kernel = (task.Table is null ? even : tabled)[rows];
        for (var lane = 0; lane < Panels.Lanes; lane += lanes)
        {
            kernel(task);
            task.B += lanes;
            task.C += lanes;
        }
    }

    private static delegate*<in TileTask, void>[] Table<TLanes, TVector, TSteps>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TSteps : struct, ISteps =>
    [
        null,
        &TileKernel.Run<TLanes, TVector, RowCounts.R1, TSteps>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R2, TSteps>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R3, TSteps>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R4, TSteps>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R5, TSteps>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R6, TSteps>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R7, TSteps>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R8, TSteps>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R9, TSteps>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R10, TSteps>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R11, TSteps>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R12, TSteps>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R13, TSteps>,
        &TileKernel.Run<TLanes, TVector, RowCounts.R14, TSteps>,
    ];
}
