namespace Hourglass.Evaluation;

/// <summary>The error of the filled cells of a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Cells">The number of cells that were emptied.</param>
/// <param name="Unfilled">How many of them are still missing; they count as filled by the guess of the baseline.</param>
/// <param name="Error">The root of the mean squared error in the unit of the column; the fraction of wrong levels for a column of levels. Null without
/// cells.</param>
/// <param name="Baseline">The same of the mean, or the most frequent level, of the cells that were left; null if none was left.</param>
/// <param name="Relative">
/// <paramref name="Error"/> / <paramref name="Baseline"/>: 0 is perfect, 1 no better than the mean. Null for fewer than 5 cells, or if the cells that were left
/// have fewer than two different values, or if the baseline makes no error.
/// </param>
public sealed record ColumnImputation(string Column, int Cells, int Unfilled, double? Error, double? Baseline, double? Relative);
