namespace Hourglass.Kernels.Gemm;

/// <summary>The matrix kernels that compute a given number of lanes at a time, one for each number of rows.</summary>
internal sealed unsafe class TileWidth
{
    private readonly delegate*<in TileTask, void>[] every;
    private readonly delegate*<in TileTask, void>[] listed;

    private TileWidth(int lanes, delegate*<in TileTask, void>[] every, delegate*<in TileTask, void>[] listed)
    {
        Lanes = lanes;
        this.every = every;
        this.listed = listed;
    }

    /// <summary>How many lanes.</summary>
    public int Lanes { get; }

    /// <summary>Creates the kernels of two vectors.</summary>
    public static TileWidth Of<TLanes, TVector, TSecond, TSecondVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TSecond : struct, ISecondLanes<TVector, TSecondVector>
        where TSecondVector : struct =>
        new(TLanes.Count + TSecond.Count, Kernels<TLanes, TVector, TSecond, TSecondVector, EveryTerm>(),
            Kernels<TLanes, TVector, TSecond, TSecondVector, ListedTerms>());

    /// <summary>Computes a tile of this many rows, from all terms of the sums or those that the task lists.</summary>
    public void Run(in TileTask task, int rows) => (task.Terms is null ? every : listed)[rows](task);

    private static delegate*<in TileTask, void>[] Kernels<TLanes, TVector, TSecond, TSecondVector, TTerms>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TSecond : struct, ISecondLanes<TVector, TSecondVector>
        where TSecondVector : struct
        where TTerms : struct, ITerms =>
    [
        null,
        &TileKernel.Run<TLanes, TVector, TSecond, TSecondVector, RowCounts.R1, TTerms>,
        &TileKernel.Run<TLanes, TVector, TSecond, TSecondVector, RowCounts.R2, TTerms>,
        &TileKernel.Run<TLanes, TVector, TSecond, TSecondVector, RowCounts.R3, TTerms>,
        &TileKernel.Run<TLanes, TVector, TSecond, TSecondVector, RowCounts.R4, TTerms>,
        &TileKernel.Run<TLanes, TVector, TSecond, TSecondVector, RowCounts.R5, TTerms>,
        &TileKernel.Run<TLanes, TVector, TSecond, TSecondVector, RowCounts.R6, TTerms>,
        &TileKernel.Run<TLanes, TVector, TSecond, TSecondVector, RowCounts.R7, TTerms>,
        &TileKernel.Run<TLanes, TVector, TSecond, TSecondVector, RowCounts.R8, TTerms>,
        &TileKernel.Run<TLanes, TVector, TSecond, TSecondVector, RowCounts.R9, TTerms>,
        &TileKernel.Run<TLanes, TVector, TSecond, TSecondVector, RowCounts.R10, TTerms>,
        &TileKernel.Run<TLanes, TVector, TSecond, TSecondVector, RowCounts.R11, TTerms>,
        &TileKernel.Run<TLanes, TVector, TSecond, TSecondVector, RowCounts.R12, TTerms>,
        &TileKernel.Run<TLanes, TVector, TSecond, TSecondVector, RowCounts.R13, TTerms>,
        &TileKernel.Run<TLanes, TVector, TSecond, TSecondVector, RowCounts.R14, TTerms>,
    ];
}
