namespace Hourglass.Kernels.Sparse;

/// <summary>A matrix within other numbers.</summary>
/// <param name="Start">Its first number.</param>
/// <param name="RowStride">Numbers from one row to the next.</param>
/// <param name="ColumnStride">Numbers from one column to the next; 1 for a result.</param>
internal readonly unsafe record struct StridedMatrix(nint Start, nint RowStride, nint ColumnStride)
{
    public StridedMatrix(float* start, nint rowStride, nint columnStride = 1)
        : this((nint)start, rowStride, columnStride)
    {
    }

    /// <summary>The address of a number.</summary>
    public float* At(nint row, nint column) => (float*)Start + (row * RowStride) + (column * ColumnStride);

    /// <summary>The same numbers with rows and columns exchanged.</summary>
    public StridedMatrix Transposed => new(Start, ColumnStride, RowStride);
}
