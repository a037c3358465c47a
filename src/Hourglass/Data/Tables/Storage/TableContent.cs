namespace Hourglass.Data;

/// <summary>A table before it is stored.</summary>
/// <param name="Schema">The columns.</param>
/// <param name="Cells">Their cells.</param>
/// <param name="Filled">The positions of the columns that have cells, in the order in which they asked for space.</param>
internal sealed record TableContent(TableSchema Schema, ColumnCells[] Cells, IReadOnlyList<int> Filled)
{
    /// <summary>The number of rows.</summary>
    public int Count => Cells[0].Count;

    /// <summary>What did not fit a schema.</summary>
    public IReadOnlyList<MessageText> Warnings { get; init; } = [];

    /// <summary>How the rows were read.</summary>
    public IReadOnlyList<MessageText> Notes { get; init; } = [];

    /// <summary>The cells of a column that was left out.</summary>
    public static ColumnCells WithoutCells(ColumnSchema column, int count) =>
        column is { Kind: ColumnKind.Constant, IsUsed: false, Levels: [var value, ..] } ? new ConstantCells(count, value) : new NoCells(count);
}
