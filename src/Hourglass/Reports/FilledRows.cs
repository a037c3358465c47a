using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Tables;

namespace Hourglass.Reports;

/// <summary>Chooses rows with filled cells to show, and the columns that tell most about them.</summary>
/// <param name="given">The rows.</param>
/// <param name="filled">The same rows, filled.</param>
/// <param name="numbers">The position of each row in the source; null for that in <paramref name="given"/>.</param>
/// <param name="truth">The rows before cells were emptied; null if they were empty.</param>
internal sealed class FilledRows(Table given, FilledTable filled, IReadOnlyList<int>? numbers, Table? truth)
{
    private const int MostRows = 8;
    private const int MostColumns = 12;

    private readonly Dictionary<int, Dictionary<string, FilledCell>> byRow =
        filled.Cells.GroupBy(cell => cell.Row).ToDictionary(group => group.Key, group => group.ToDictionary(cell => cell.Column, StringComparer.Ordinal));

    public RowsSection Section(ImputationFidelity? quality, AssociationMatrix? associations)
    {
        var rows = Spread([.. byRow.Keys.Order()]);
        var columns = Chosen(given, rows.SelectMany(row => byRow[row].Keys).ToHashSet(StringComparer.Ordinal), associations);
        var shown = rows.Select(row => ($"{(numbers?[row] ?? row) + 1}", (IReadOnlyList<RowCell>)[.. columns.Select(column => Cell(row, column))]));
        var used = given.Schema.Columns.Count(column => column.IsUsed);
        var chosen = truth is null ? "those with filled cells, and those most related to them" : "those most related to others";
        var note = columns.Length < used ? $"{columns.Length} of {used} columns are shown: {chosen}." : "";
        var what = truth is null ? $"The model filled {TableSections.Number(filled.Cells.Count)} empty cells in {TableSections.Number(byRow.Count)} rows,"
            : "The table has no empty cells; here, the model filled emptied cells of test rows,";
        return new RowsSection("Filled cells", $"{what} each given the other cells of its row: a number with its mean and standard deviation, a level with " +
            $"its probability, which show where it does not know.{Judgement(quality)}", columns, [new RowGroup("", [.. shown])], note);
    }

    private RowCell Cell(int row, string column)
    {
        var place = given[column];
        if (byRow[row].TryGetValue(column, out var cell))
        {
            var note = CellUncertainty.Of(place.Schema, cell.Uncertainty);
            if (truth is not null && truth.Text(row, place.Index) is var was && was != place.Schema.MissingMark)
                note += was == place.Schema.Text(cell.Value) ? ", right" : $", was {was}";
            return new RowCell(ColumnSummary.Value(place.Schema, cell.Value), note, CellMark.Filled);
        }

        var text = given.Text(row, place.Index);
        return text == place.Schema.MissingMark ? new RowCell(text, Mark: CellMark.Empty) : new RowCell(text);
    }

    private static string Judgement(ImputationFidelity? quality)
    {
        if (quality?.Relative is not { } relative) return "";
        var judged = quality.OfColumns.Where(column => column.Relative is not null).OrderBy(column => column.Relative).ToArray();
        var ends = judged.Length < 3
            ? ""
            : $", from {Figure(judged[0].Relative!.Value)} ({judged[0].Column}) to {Figure(judged[^1].Relative!.Value)} ({judged[^1].Column})";
        return " To check this, a fifth of the known cells of test rows was emptied and filled again: " +
            $"the error is {Figure(relative)} of that of the mean or the most frequent level, on average over columns{ends}; 1 is no better than these.";

        static string Figure(double value) => NumberText.WithDecimals(value, 2);
    }

    /// <summary>Rows from all over the table.</summary>
    private static int[] Spread(int[] rows) =>
        rows.Length <= MostRows ? rows : [.. Enumerable.Range(0, MostRows).Select(i => rows[(int)((long)i * rows.Length / MostRows)])];

    /// <summary>The columns with filled cells, and those most related to them, in the order of the table.</summary>
    private string[] Chosen(Table table, HashSet<string> filled, AssociationMatrix? associations)
    {
        string[] used = [.. table.Schema.Columns.Where(column => column.IsUsed).Select(column => column.Name)];
        if (used.Length <= MostColumns) return used;
        var places = associations?.Names.Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);
        var chosen = used.OrderByDescending(name => truth is null && filled.Contains(name)).ThenByDescending(Relation).Take(MostColumns)
            .ToHashSet(StringComparer.Ordinal);
        return [.. used.Where(chosen.Contains)];

        // Where cells were emptied at random, all columns have filled ones.
        double Relation(string name) => places is null || !places.TryGetValue(name, out var place) ? 0
            : truth is not null ? associations!.Values[place].Sum(Math.Abs)
            : filled.Max(other => places.TryGetValue(other, out var at) ? Math.Abs(associations!.Values[place][at]) : 0);
    }
}
