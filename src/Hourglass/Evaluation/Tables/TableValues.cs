using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Evaluation;

/// <summary>The cells of the used columns of a table, by column.</summary>
/// <param name="Columns">The used columns.</param>
/// <param name="Cells">One array per column, in its unit; NaN for a missing cell.</param>
/// <param name="Count">The number of rows.</param>
internal sealed record TableValues(ColumnSchema[] Columns, double[][] Cells, int Count)
{
    /// <summary>Reads at most <paramref name="most"/> rows; if there are more, a random choice of them in the order of the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="most">The number of rows.</param>
    /// <param name="seed">Seed of the choice.</param>
    /// <param name="index">Index of the choice; choices with different indices are independent.</param>
    public static TableValues Read(Table table, int most, ulong seed, ulong index)
    {
        var chosen = Choose(table.Count, most, seed, index) is { } rows ? table.Select(rows) : table;
        int[] used = [.. Enumerable.Range(0, table.Schema.Columns.Count).Where(i => table.Schema.Columns[i].IsUsed)];
        var cells = new double[used.Length][];
        for (var j = 0; j < used.Length; j++) chosen.ReadColumn(used[j], 0, cells[j] = new double[chosen.Count]);
        return new TableValues([.. used.Select(i => table.Schema.Columns[i])], cells, chosen.Count);
    }

    /// <summary>Checks that tables can be compared: the same columns with the same levels, at least one of them used, and at least one row each.</summary>
    /// <exception cref="HourglassException">They cannot.</exception>
    public static void RequireAlike(params ReadOnlySpan<(string Name, Table Table)> tables)
    {
        var (first, reference) = tables[0];
        if (!reference.Schema.Columns.Any(column => column.IsUsed))
            throw new HourglassException($"The {What(first)} have {Got("no used column")}; give a table with {Allowed("at least one")}.");
        foreach (var (name, table) in tables)
        {
            if (table.Count == 0) throw new HourglassException($"The {What(name)} have {Got("no row")}; give {Allowed("at least one")}.");
            if (table.Schema.Columns.Count != reference.Schema.Columns.Count)
                throw new HourglassException($"The {What(name)} have {Got(table.Schema.Columns.Count)} columns and the {first} have " +
                    $"{Allowed(reference.Schema.Columns.Count)}; give tables with the same columns.");
            foreach (var (one, other) in table.Schema.Columns.Zip(reference.Schema.Columns))
            {
                if (one.Name != other.Name || one.Kind != other.Kind || one.IsUsed != other.IsUsed || (one.HasLevels && !one.Levels.Equals(other.Levels)))
                    throw new HourglassException($"The column {What($"'{one.Name}'")} of the {Got(name)} differs in name, kind, use or levels from " +
                        $"'{other.Name}' of the {first}; give {Allowed("tables with the same schema")}.");
            }
        }
    }

    private static int[]? Choose(int count, int most, ulong seed, ulong index)
    {
        if (count <= most) return null;
        var rows = Randomness.Permutation(count, seed, RandomPurpose.TableFigures, index)[..most];
        Array.Sort(rows);
        return rows;
    }
}
