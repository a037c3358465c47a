namespace Hourglass.Data;

/// <summary>The cells of a column, in memory or in a mapped file.</summary>
internal abstract class ColumnCells
{
    /// <summary>The number of cells.</summary>
    public abstract int Count { get; }

    /// <summary>How the cells are packed; null if they are not.</summary>
    public virtual CellEncoding? Encoding => null;

    /// <summary>Reads the cells of these rows in the unit of the column; NaN for a missing one.</summary>
    public abstract void Read(ReadOnlySpan<int> rows, Span<double> destination);

    /// <summary>Reads consecutive cells.</summary>
    public abstract void Read(int start, Span<double> destination);

    /// <summary>Whether <see cref="Text"/> gives the cells of the column.</summary>
    public virtual bool HasTexts => false;

    /// <summary>The text of a cell of a column that is kept as text; null if missing or if the column holds no texts.</summary>
    public virtual string? Text(int row) => null;
}
