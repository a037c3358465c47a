namespace Hourglass.Evaluation;

/// <summary>
/// Rows as boosted trees read them: each number as its rank among the distinct values, which trees cannot tell from the number itself and which is exact in 32
/// bits, as a point in time is not; a level as its index; -1 for a missing cell.
/// </summary>
/// <param name="Columns">One array per column.</param>
internal sealed record TreeFeatures(float[][] Columns)
{
    /// <summary>Codes the rows of several tables, one table after the other.</summary>
    /// <param name="tables">Tables with the same columns.</param>
    /// <param name="without">The position of a column to leave out; -1 for none.</param>
    public static TreeFeatures Of(IReadOnlyList<TableValues> tables, int without = -1)
    {
        int[] used = [.. Enumerable.Range(0, tables[0].Columns.Length).Where(j => j != without)];
        var columns = new float[used.Length][];
        Concurrently.For(used.Length, k =>
        {
            double[] cells = [.. tables.SelectMany(table => table.Cells[used[k]])];
            columns[k] = tables[0].Columns[used[k]].HasLevels ? Array.ConvertAll(cells, code => double.IsNaN(code) ? -1 : (float)code) : Ranks(cells);
        });
        return new TreeFeatures(columns);
    }

    private static float[] Ranks(double[] cells)
    {
        double[] distinct = [.. cells.Where(cell => !double.IsNaN(cell)).Distinct().Order()];
        return Array.ConvertAll(cells, cell => double.IsNaN(cell) ? -1f : Array.BinarySearch(distinct, cell));
    }
}
