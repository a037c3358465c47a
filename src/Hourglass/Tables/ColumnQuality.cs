namespace Hourglass.Tables;

/// <summary>How well the code of a row keeps the cell of a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Cells">The number of given cells.</param>
/// <param name="Error">The root of the mean squared error of reconstructed cells in the unit of the column; for levels, the fraction of wrong ones.</param>
/// <param name="Baseline">The same of the mean, or the most frequent level, of the training rows.</param>
/// <param name="LogLikelihoodNats">
/// The mean of log p(cell | code) in nats, for a decoder of columns in order also given the columns before; an empty cell is a level of a column that has
/// empty training cells. Null for a model without a distribution of cells, such as PCA.
/// </param>
public sealed record ColumnQuality(string Column, int Cells, double? Error, double? Baseline, double? LogLikelihoodNats)
{
    /// <summary><see cref="Error"/> / <see cref="Baseline"/>: 0 is perfect, 1 no better than the mean; null where the baseline makes no error.</summary>
    public double? Relative => Baseline > 0 ? Error / Baseline : null;
}
