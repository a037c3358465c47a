using Hourglass.Data;

namespace Hourglass.Tables;

/// <summary>A table whose empty cells have been filled.</summary>
/// <param name="Best">The table with the best single value in each empty cell.</param>
/// <param name="Draws">Tables with values drawn from the distribution of the empty cells of each row, given its other cells: several of them show what is not
/// known (multiple imputation).</param>
/// <param name="Cells">The filled cells, row by row.</param>
public sealed record FilledTable(Table Best, IReadOnlyList<Table> Draws, IReadOnlyList<FilledCell> Cells);
