using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Evaluation;

/// <summary>How well empty cells were filled, where the true cells are known.</summary>
/// <param name="Relative">The mean of <see cref="ColumnImputation.Relative"/>, each column counting equally; null if no column has one.</param>
/// <param name="OfColumns">The used columns.</param>
public sealed record ImputationFidelity(double? Relative, ValueList<ColumnImputation> OfColumns)
{
    private const int LeastCells = 5;

    /// <summary>Compares filled cells with true ones.</summary>
    /// <param name="truth">The rows before cells were emptied.</param>
    /// <param name="holes">The same rows with emptied cells; cells that are missing in <paramref name="truth"/> too are not compared.</param>
    /// <param name="filled">The same rows after filling.</param>
    /// <exception cref="HourglassException">The tables have different columns or numbers of rows, or no rows.</exception>
    public static ImputationFidelity Of(Table truth, Table holes, Table filled)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(holes);
        ArgumentNullException.ThrowIfNull(filled);
        TableValues.RequireAlike(("true rows", truth), ("rows with holes", holes), ("filled rows", filled));
        if (holes.Count != truth.Count || filled.Count != truth.Count)
            throw new HourglassException($"There are {truth.Count} true {What("rows")}, {Got(holes.Count)} with holes and {Got(filled.Count)} filled ones; " +
                $"give {Allowed("the same rows")} in all three tables.");
        var (a, b, c) = (Read(truth), Read(holes), Read(filled));
        ColumnImputation[] columns = [.. Enumerable.Range(0, a.Columns.Length).Select(j => Column(a.Columns[j], a.Cells[j], b.Cells[j], c.Cells[j]))];
        return new ImputationFidelity(columns.Average(column => column.Relative), [.. columns]);

        static TableValues Read(Table table) => TableValues.Read(table, table.Count, 0, 0);
    }

    private static ColumnImputation Column(ColumnSchema column, double[] truth, double[] holes, double[] filled)
    {
        int[] gone = [.. Enumerable.Range(0, truth.Length).Where(i => double.IsNaN(holes[i]) && !double.IsNaN(truth[i]))];
        double[] kept = [.. holes.Where(cell => !double.IsNaN(cell))];
        var unfilled = gone.Count(i => double.IsNaN(filled[i]));
        if (kept.Length == 0 || gone.Length == 0) return new ColumnImputation(column.Name, gone.Length, unfilled, null, null, null);

        var guess = CellErrors.Guess(column, kept);
        var (error, baseline) = (CellErrors.Of(column, truth, gone, i => filled[i], guess), CellErrors.Of(column, truth, gone, _ => guess, guess));
        var isJudged = gone.Length >= LeastCells && baseline > 0 && Array.Exists(kept, cell => cell != kept[0]);
        return new ColumnImputation(column.Name, gone.Length, unfilled, error, baseline, isJudged ? error / baseline : null);
    }
}
