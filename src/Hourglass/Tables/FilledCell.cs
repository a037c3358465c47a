namespace Hourglass.Tables;

/// <summary>A cell that was empty and has been filled.</summary>
/// <param name="Row">The row, from 0.</param>
/// <param name="Column">The column.</param>
/// <param name="Value">The best single value in the unit of the column: the mean of a number, the index of the most probable level.</param>
/// <param name="Uncertainty">The standard deviation of a number, in the unit of the column; the probability that a level is another one.</param>
public readonly record struct FilledCell(int Row, string Column, double Value, double Uncertainty);
