namespace Hourglass.Data;

/// <summary>Collects the cells of a column from DuckDB's vectors.</summary>
internal abstract unsafe class ColumnBuilder
{
    /// <summary>Adds the cells of a vector.</summary>
    /// <param name="data">The values; those of missing cells are undefined.</param>
    /// <param name="validity">One bit per cell, 1 for a value; null if there are no missing cells.</param>
    /// <param name="count">The number of cells.</param>
    public abstract void Add(void* data, ulong* validity, int count);

    /// <summary>The cells.</summary>
    public abstract ColumnCells Finish();

    protected static bool IsValid(ulong* validity, int i) => validity is null || ((validity[i >> 6] >> (i & 63)) & 1) != 0;
}
