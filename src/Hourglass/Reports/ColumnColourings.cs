using Hourglass.Data;
using Hourglass.Evaluation;

namespace Hourglass.Reports;

/// <summary>Divides the cells of columns into colours: the most frequent levels, or intervals of about equally many rows.</summary>
internal static class ColumnColourings
{
    private const int MostFirstLevels = 7;

    /// <summary>
    /// A colouring by each used column, and the index of the one to show first: the label, else the few levels that are most related to the others.
    /// </summary>
    public static (MapColouring[] Colourings, int Chosen) Of(Table rows, AssociationMatrix? associations)
    {
        ColumnSchema[] used = [.. rows.Schema.Columns.Where(column => column.IsUsed)];
        var chosen = Array.FindIndex(used, column => column.Use == ColumnUse.Label);
        if (chosen < 0) chosen = used.Index().MaxBy(one => Interest(one.Item)).Index;
        return ([.. used.Select(column => Of(column, rows[column.Name].Read()))], chosen);

        double Interest(ColumnSchema column)
        {
            if (!column.HasLevels || column.Levels.Count > MostFirstLevels || associations is null) return 0;
            var place = associations.Names.ToList().IndexOf(column.Name);
            return place < 0 ? 0 : associations.Values[place].Sum(Math.Abs);
        }
    }

    /// <summary>The colours of the cells of a column.</summary>
    public static MapColouring Of(ColumnSchema column, double[] cells) =>
        !column.HasLevels ? Intervals(column, cells) : column.Kind == ColumnKind.OrderedCategory ? Ordered(column, cells) : Levels(column, cells);

    private static MapColouring Levels(ColumnSchema column, double[] cells)
    {
        var counts = cells.Where(cell => !double.IsNaN(cell)).CountBy(cell => (int)cell).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key)
            .ToArray();
        var shown = counts.Length <= Palette.Count ? counts.Length : Palette.Count - 1;
        int[] levels = [.. counts.Take(shown).Select(pair => pair.Key)];
        var others = counts.Length - shown;
        return new MapColouring(column.Name, [.. cells.Select(cell => double.IsNaN(cell) ? -1 : Array.IndexOf(levels, (int)cell))],
            [.. levels.Select(level => column.Levels[level])], Grey(cells, others > 0 ? $"{others} other levels" : ""), IsSequential: false);
    }

    private static MapColouring Ordered(ColumnSchema column, double[] cells)
    {
        int[] levels = [.. cells.Where(cell => !double.IsNaN(cell)).Select(cell => (int)cell).Distinct().Order()];
        return levels.Length > ColouredMapHtml.Steps + 3 ? Intervals(column, cells)
            : new MapColouring(column.Name, [.. cells.Select(cell => double.IsNaN(cell) ? -1 : Array.IndexOf(levels, (int)cell))],
                [.. levels.Select(level => column.Levels[level])], Grey(cells, ""), IsSequential: true);
    }

    private static MapColouring Intervals(ColumnSchema column, double[] cells)
    {
        var sorted = Array.FindAll(cells, cell => !double.IsNaN(cell));
        Array.Sort(sorted);
        if (sorted.Length == 0) return new MapColouring(column.Name, [.. cells.Select(_ => -1)], [], Grey(cells, ""), IsSequential: true);

        // The lower ends of the intervals: a value that fills several of them is one.
        double[] starts = [.. Enumerable.Range(0,
            ColouredMapHtml.Steps).Select(i => sorted[(int)((long)i * sorted.Length / ColouredMapHtml.Steps)]).Distinct()];
        string[] names = [.. starts.Select((start, i) =>
        {
            var end = sorted[(i + 1 < starts.Length ? First(starts[i + 1]) : sorted.Length) - 1];
            return start == end ? ColumnSummary.Value(column, start) : $"{ColumnSummary.Value(column, start)} to {ColumnSummary.Value(column, end)}";
        })];
        return new MapColouring(column.Name, [.. cells.Select(cell => double.IsNaN(cell) ? -1 : Array.FindLastIndex(starts, start => start <= cell))], names,
            Grey(cells, ""), IsSequential: true);

        int First(double value)
        {
            var place = Array.BinarySearch(sorted, value);
            while (place > 0 && sorted[place - 1] == value) place--;
            return place;
        }
    }

    private static string Grey(double[] cells, string others) =>
        string.Join(", ", new[] { others, Array.Exists(cells, double.IsNaN) ? "empty" : "" }.Where(text => text.Length > 0));
}
