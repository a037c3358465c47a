namespace Hourglass.Data;

/// <summary>Codes the cells of one column. Thread-safe.</summary>
internal abstract class ColumnCoder
{
    /// <summary>The numbers of the column in a row.</summary>
    public abstract ColumnBlock Block { get; }

    /// <summary>Writes cells into rows that are 0.</summary>
    /// <param name="cells">The cells, in the unit of the column.</param>
    /// <param name="rows">The rows, from the first number of the column in the first row on.</param>
    /// <param name="stride">Numbers per row.</param>
    public abstract void Code(ReadOnlySpan<double> cells, Span<float> rows, int stride);

    /// <summary>
    /// The best single cell for the mean of a block: the mean of the column's numbers, or the most frequent level; NaN if an empty cell is the most probable.
    /// </summary>
    public abstract double Best(ReadOnlySpan<float> numbers);

    /// <summary>A cell for a drawn block, in which one level is 1.</summary>
    /// <param name="numbers">The block.</param>
    /// <param name="state">State of the random numbers that choose between the values of a level.</param>
    public abstract double Draw(ReadOnlySpan<float> numbers, ref ulong state);

    /// <summary>A cell within a limit for a block that was drawn within it.</summary>
    /// <param name="limit">A result of <see cref="LimitTo"/>.</param>
    /// <param name="numbers">The block.</param>
    /// <param name="state">State of the random numbers that choose between the values of a level.</param>
    public abstract double DrawWithin(CellLimit limit, ReadOnlySpan<float> numbers, ref ulong state);

    /// <summary>The cells that lie in a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="rounded">What becomes of a value in a table.</param>
    public abstract CellLimit LimitTo(CellRange range, Func<double, double> rounded);

    /// <summary>Whether a cell has a code.</summary>
    public abstract bool Knows(double cell);
}
