namespace Hourglass.Kernels.Gemm;

/// <summary>A matrix within other numbers.</summary>
/// <param name="start">Its first number.</param>
/// <param name="rowStride">Numbers from one row to the next.</param>
/// <param name="columnStride">Numbers from one column to the next; 1 for a result.</param>
internal readonly unsafe struct StridedMatrix(float* start, nint rowStride, nint columnStride = 1)
{
    private readonly float* start = start;

    /// <summary>Numbers from one row to the next.</summary>
    public nint RowStride { get; } = rowStride;

    /// <summary>Numbers from one column to the next.</summary>
    public nint ColumnStride { get; } = columnStride;

    /// <summary>The same numbers with rows and columns exchanged.</summary>
    public StridedMatrix Transposed => new(start, ColumnStride, RowStride);

    /// <summary>The address of a number.</summary>
    public float* At(nint row, nint column) => start + (row * RowStride) + (column * ColumnStride);
}
