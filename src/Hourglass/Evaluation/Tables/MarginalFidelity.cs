using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Evaluation;

/// <summary>
/// Distributions of single columns and of pairs of columns of made rows beside those of real ones, with the definitions of SDMetrics (DataCebo, KSComplement,
/// TVComplement, CorrelationSimilarity and ContingencySimilarity). They see no relation between more than two columns: columns shuffled independently are
/// nearly perfect in the first and not much worse in the second.
/// </summary>
/// <param name="Shapes">The mean of <see cref="ColumnFidelity.Shape"/>; null if no real cell is given.</param>
/// <param name="Pairs">The mean of <see cref="PairFidelity.Similarity"/>; null if there is no pair.</param>
/// <param name="OfColumns">The used columns.</param>
/// <param name="OfPairs">The pairs of used columns.</param>
public sealed record MarginalFidelity(double? Shapes, double? Pairs, ValueList<ColumnFidelity> OfColumns, ValueList<PairFidelity> OfPairs)
{
    internal static MarginalFidelity Of(TableValues real, TableValues made, WorkControl control)
    {
        var columns = real.Columns;
        var coded = new (CodedColumn Real, CodedColumn Made)[columns.Length];
        var shapes = new ColumnFidelity[columns.Length];
        var shaped = control.For("shapes");
        shaped.Done(0, columns.Length);
        Concurrently.For(columns.Length, j =>
        {
            shaped.ThrowIfCancelled();
            coded[j] = CodedColumn.Of(columns[j], real.Cells[j], made.Cells[j]);
            var shape = Shape(columns[j], real.Cells[j], made.Cells[j], coded[j]);
            shapes[j] = new ColumnFidelity(columns[j].Name, shape, Missing(real.Cells[j]), Missing(made.Cells[j]));
        });
        shaped.Done(columns.Length, columns.Length);

        var pairs = new List<PairFidelity>();
        var paired = control.For("pairs");
        for (var i = 0; i < columns.Length; i++)
        {
            paired.Done(i, columns.Length);
            var row = new PairFidelity[i];
            Concurrently.For(i, j =>
            {
                paired.ThrowIfCancelled();
                row[j] = new PairFidelity(columns[j].Name, columns[i].Name, columns[i].HasLevels || columns[j].HasLevels
                    ? Similarity(coded[j], coded[i])
                    : Similarity(real.Cells[j], real.Cells[i], made.Cells[j], made.Cells[i]));
            });
            pairs.AddRange(row);
        }

        paired.Done(columns.Length, columns.Length);
        return new MarginalFidelity(shapes.Average(one => one.Shape), pairs.Average(one => one.Similarity), [.. shapes], [.. pairs]);
    }

    private static double? Shape(ColumnSchema column, double[] real, double[] made, (CodedColumn Real, CodedColumn Made) coded)
    {
        if (real.All(double.IsNaN)) return null;
        return 1 - (column.HasLevels
            ? new Contingency(coded.Real, CodedColumn.Single(real.Length)).TotalVariation(new Contingency(coded.Made, CodedColumn.Single(made.Length)))
            : KolmogorovSmirnov.Distance(real, made));
    }

    private static double? Similarity((CodedColumn Real, CodedColumn Made) first, (CodedColumn Real, CodedColumn Made) second)
    {
        var real = new Contingency(first.Real, second.Real);
        return real.Total == 0 ? null : 1 - real.TotalVariation(new Contingency(first.Made, second.Made));
    }

    private static double? Similarity(double[] first, double[] second, double[] madeFirst, double[] madeSecond)
    {
        if (!first.Zip(second).Any(pair => !double.IsNaN(pair.First) && !double.IsNaN(pair.Second))) return null;
        return 1 - (Math.Abs(Association.Correlation(first, second) - Association.Correlation(madeFirst, madeSecond)) / 2);
    }

    private static double Missing(double[] cells) => (double)cells.Count(double.IsNaN) / cells.Length;
}
