namespace Hourglass.Evaluation;

/// <summary>How well the made cells of a column agree with the real ones, each column by itself.</summary>
/// <param name="Column">The column.</param>
/// <param name="Shape">
/// 1 - the Kolmogorov-Smirnov distance for numbers, dates and durations, 1 - the total variation distance for levels; over the given cells, 0 to 1, 1 for
/// equal distributions. Null if no real cell is given.
/// </param>
/// <param name="MissingReal">The fraction of the real rows whose cell is missing.</param>
/// <param name="MissingMade">The same of the made rows.</param>
public sealed record ColumnFidelity(string Column, double? Shape, double MissingReal, double MissingMade);
