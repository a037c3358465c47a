using Hourglass.Data;

namespace Hourglass.TableBench;

/// <summary>Cells emptied at random.</summary>
internal static class Holes
{
    /// <summary>The same rows with a share of the given cells emptied.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="share">The probability with which a cell is emptied.</param>
    /// <param name="seed">Equal seeds empty the same cells.</param>
    public static Table In(Table rows, double share, int seed)
    {
        var random = new Random(seed);
        double[]?[] cells = [.. rows.Schema.Columns.Select((column, i) => column.IsUsed ? rows.Columns[i].Read() : null)];
        foreach (var column in cells.OfType<double[]>())
            for (var row = 0; row < column.Length; row++)
                if (random.NextDouble() < share) column[row] = double.NaN;
        return Table.Of(rows.Schema, cells);
    }
}
