using System.Numerics;

namespace Hourglass.Data;

/// <summary>Collects the cells of a column from DuckDB's vectors.</summary>
internal abstract unsafe class ColumnBuilder
{
    /// <summary>Adds the cells of a vector.</summary>
    /// <param name="data">The values; those of missing cells are undefined.</param>
    /// <param name="validity">One bit per cell, 1 for a value; null if there are no missing cells.</param>
    /// <param name="count">The number of cells.</param>
    /// <exception cref="CellRangeException">A cell lies outside the range for which the column is packed.</exception>
    public abstract void Add(void* data, ulong* validity, int count);

    /// <summary>The cells.</summary>
    public abstract ColumnCells Finish();

    protected static bool IsValid(ulong* validity, int i) => validity is null || ((validity[i >> 6] >> (i & 63)) & 1) != 0;

    /// <summary>Marks missing cells in a part of a column.</summary>
    protected static void MarkMissing<T>(Span<T> codes, ulong* validity)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        if (validity is null) return;
        var missing = CellEncoding.Missing<T>();
        for (var i = 0; i < codes.Length; i++)
            if (!IsValid(validity, i)) codes[i] = missing;
    }
}
