using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Evaluation;

/// <summary>
/// The association of every pair of used columns of a table: correlations, correlation ratios and Cramér's V, which are special cases of one definition. The
/// absolute values can be compared over kinds of columns: 0 is none, 1 a functional relation; only correlations of two columns of numbers have a sign.
/// </summary>
/// <param name="Names">The columns.</param>
/// <param name="Values">A symmetric matrix, one row per column; 1 on the diagonal, 0 where a column does not vary.</param>
public sealed record AssociationMatrix(ValueList<string> Names, ValueList<ValueList<double>> Values)
{
    private const int DefaultRows = 200_000;

    /// <summary>The associations in a table.</summary>
    /// <param name="table">The table; from more than 200,000 rows as many are chosen at random.</param>
    /// <param name="seed">Seed of the choice.</param>
    /// <param name="report">Receives the progress, in columns, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="HourglassException">The table has no row or no used column.</exception>
    public static AssociationMatrix Of(Table table, ulong seed = 1, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        TableValues.RequireAlike(("rows", table));
        return Of(TableValues.Read(table, DefaultRows, seed, 0), new WorkControl("associations", report, cancellation));
    }

    internal static AssociationMatrix Of(TableValues table, WorkControl control)
    {
        var (columns, cells) = (table.Columns, table.Cells);
        var values = new double[columns.Length, columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            control.Done(i, columns.Length);
            Concurrently.For(i, j =>
            {
                control.ThrowIfCancelled();
                values[i, j] = values[j, i] = Association.Of(columns[i], cells[i], columns[j], cells[j]);
            });
            values[i, i] = Varies(cells[i]) ? 1 : 0;
        }

        control.Done(columns.Length, columns.Length);
        return new AssociationMatrix([.. columns.Select(column => column.Name)],
            [.. Enumerable.Range(0, columns.Length).Select(i => (ValueList<double>)[.. Enumerable.Range(0, columns.Length).Select(j => values[i, j])])]);
    }

    private static bool Varies(double[] cells)
    {
        var first = Array.Find(cells, value => !double.IsNaN(value));
        return Array.Exists(cells, value => !double.IsNaN(value) && value != first);
    }
}
