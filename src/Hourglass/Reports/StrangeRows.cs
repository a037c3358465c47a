using Hourglass.Data;
using Hourglass.Tables;

namespace Hourglass.Reports;

/// <summary>
/// The rows of low likelihood that have cells to blame for it. The likelihood alone does not tell: a number can be rare without being far from others. A cell
/// is to blame if it is much less likely than cells of its column usually are, and is far from what the model expects given the other cells.
/// </summary>
internal sealed class StrangeRows
{
    private const int Candidates = 200;
    private const int MostCells = 3;

    // Of a cell below the mean of its column, in nats: less is nothing special.
    private const double LeastLoss = 1.5;

    // Of a number from the one expected, in standard deviations.
    private const double LeastDistance = 2;

    private readonly IReadOnlyList<string> names;
    private readonly Table table;
    private readonly double[,] nats;
    private readonly double[] means;
    private readonly int[] rows;
    private readonly int[][] suspects;

    /// <param name="names">The columns that the model decodes.</param>
    /// <param name="table">The rows.</param>
    /// <param name="nats">The log-likelihood of each cell: [rows, columns].</param>
    public StrangeRows(IReadOnlyList<string> names, Table table, double[,] nats)
    {
        (this.names, this.table, this.nats) = (names, table, nats);
        var columns = nats.GetLength(1);
        means = [.. Enumerable.Range(0, columns).Select(j => Known(Enumerable.Range(0, table.Count).Select(i => nats[i, j])).DefaultIfEmpty(0).Average())];
        rows = [.. Enumerable.Range(0, table.Count).OrderBy(row => Known(Enumerable.Range(0, columns).Select(j => nats[row, j])).Sum()).Take(Candidates)];
        suspects = Array.ConvertAll(rows, row => (int[])[.. Enumerable.Range(0, columns).Where(j => Lost(row, j) >= LeastLoss)
            .OrderByDescending(j => Lost(row, j)).Take(MostCells)]);
    }

    /// <summary>Rows of low likelihood with their unlikely cells emptied, to be filled with what the model expects.</summary>
    public Table WithoutThem()
    {
        var candidates = table.Select(rows);
        var gone = Array.ConvertAll(suspects, cells => cells.Select(Name).ToHashSet(StringComparer.Ordinal));
        return Table.Of(candidates.Schema, [.. candidates.Columns.Select(column => column.Schema.IsUsed
            ? (double[])[.. column.Read().Select((cell, i) => gone[i].Contains(column.Name) ? double.NaN : cell)] : null)]);
    }

    /// <summary>The strangest rows as a part of a page; null if none is strange.</summary>
    /// <param name="expected">What the model expects in place of the unlikely cells.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="numbers">The position of each row in the source; null for that in the table.</param>
    public RowsSection? Section(FilledTable expected, int count, IReadOnlyList<int>? numbers)
    {
        var fills = expected.Cells.ToDictionary(cell => (cell.Row, cell.Column));
        var found = Enumerable.Range(0, rows.Length)
            .Select(i => (i, Cells: suspects[i].Where(j => fills.TryGetValue((i, Name(j)), out var fill) && IsFar(rows[i], Name(j), fill)).ToArray()))
            .Where(one => one.Cells.Length > 0)
            .OrderByDescending(one => one.Cells.Sum(j => Lost(rows[one.i], j)))
            .Take(count).ToArray();
        if (found.Length == 0) return null;
        string[] columns = [.. table.Schema.Columns.Where(column => column.IsUsed).Select(column => column.Name)];
        return new RowsSection("The strangest rows",
            "Rows of low likelihood, the strangest first. Marked are the cells to blame: unlikely ones that are far from what the " +
            "model expects given the other cells. Errors of input look like this, and so do the cases worth a second look.", columns,
            [new RowGroup("", [.. found.Select(one => ($"{(numbers?[rows[one.i]] ?? rows[one.i]) + 1}",
                (IReadOnlyList<RowCell>)[.. columns.Select(column => Cell(one.i, column, one.Cells.Any(j => Name(j) == column)))]))])], "");

        RowCell Cell(int i, string column, bool isStrange)
        {
            var place = table[column];
            var text = table.Text(rows[i], place.Index);
            if (text == place.Schema.MissingMark) return new RowCell(text, Mark: CellMark.Empty);
            if (!isStrange) return new RowCell(text);
            var fill = fills[(i, column)];
            return new RowCell(text, $"expected {ColumnSummary.Value(place.Schema, fill.Value)}{(place.Schema.HasLevels ? "," : "")} " +
                CellUncertainty.Of(place.Schema, fill.Uncertainty), CellMark.Strange);
        }
    }

    private static IEnumerable<double> Known(IEnumerable<double> values) => values.Where(value => !double.IsNaN(value));

    private bool IsFar(int row, string column, FilledCell fill)
    {
        Span<double> cell = stackalloc double[1];
        var place = table[column];
        table.ReadColumn(place.Index, row, cell);
        return !double.IsNaN(cell[0]) && (place.Schema.HasLevels ? cell[0] != fill.Value : Math.Abs(cell[0] - fill.Value) >= LeastDistance * fill.Uncertainty);
    }

    /// <summary>How much less likely a cell is than those of its column usually are; 0 for an unknown one.</summary>
    private double Lost(int row, int column) => double.IsNaN(nats[row, column]) ? 0 : means[column] - nats[row, column];

    private string Name(int column) => names[column];
}
