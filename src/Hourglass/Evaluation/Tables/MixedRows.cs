using System.Numerics;

namespace Hourglass.Evaluation;

/// <summary>
/// Rows of columns of any kinds between which J. C. Gower's distance is computed ("A general coefficient of similarity and some of its properties", Biometrics
/// 27, 1971): the mean over the columns of |difference| / range for numbers and of 0 or 1 for equal or different levels. Unlike there, a missing cell is not
/// skipped: it has the distance 0 from another missing one, and 1 from a given one.
/// </summary>
internal sealed class MixedRows
{
    /// <summary>Distances that differ by no more are equal: differences of numbers in 32 bits, summed over the columns, are rounded.</summary>
    public const float Rounding = 5e-7f;

    // A tile of 20 columns takes 40 KB: it stays in the cache while all queries of a block are compared with it.
    private const int TileRows = 512;
    private const int QueriesAtOnce = 64;
    private const int BlocksPerReport = 64;

    // Each term is min(|a - b|, 1): numbers lie in 0 to 1, levels and missing cells at least 1 from all others.
    private const float MissingNumber = 4;
    private const float MissingLevel = -2;
    private const float NoRow = 1e9f;

    private readonly float[] tiles;
    private readonly int columns;

    private MixedRows(float[] tiles, int columns, int count)
    {
        this.tiles = tiles;
        this.columns = columns;
        Count = count;
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>Prepares the rows of several tables with the ranges of the first <paramref name="ranged"/> ones.</summary>
    public static MixedRows[] Of(IReadOnlyList<TableValues> tables, int ranged)
    {
        var schema = tables[0].Columns;
        var scales = Array.ConvertAll(schema, _ => (Least: 0.0, Width: 1.0));
        for (var j = 0; j < schema.Length; j++)
        {
            if (schema[j].HasLevels) continue;
            double[] given = [.. tables.Take(ranged).SelectMany(table => table.Cells[j]).Where(cell => !double.IsNaN(cell))];
            if (given.Length > 0) scales[j] = (given.Min(), given.Max() > given.Min() ? given.Max() - given.Min() : 1);
        }

        return [.. tables.Select(table => Tiled(table, scales))];
    }

    /// <summary>The distance of each of these rows to the closest of <paramref name="others"/>, 0 to 1.</summary>
    public float[] Closest(MixedRows others, WorkControl control)
    {
        var nearest = new float[Count];
        var blocks = (Count + QueriesAtOnce - 1) / QueriesAtOnce;
        for (var start = 0; start < blocks; start += BlocksPerReport)
        {
            control.Done(Math.Min(Count, start * QueriesAtOnce), Count);
            Concurrently.For(Math.Min(BlocksPerReport, blocks - start), i =>
            {
                control.ThrowIfCancelled();
                Closest(others, (start + i) * QueriesAtOnce, nearest);
            });
        }

        control.Done(Count, Count);
        return nearest;
    }

    private static MixedRows Tiled(TableValues table, (double Least, double Width)[] scales)
    {
        var width = scales.Length;
        var rows = new MixedRows(new float[checked((table.Count + TileRows - 1) / TileRows * TileRows * width)], width, table.Count);
        Array.Fill(rows.tiles, NoRow);
        for (var j = 0; j < width; j++)
        {
            var hasLevels = table.Columns[j].HasLevels;
            for (var i = 0; i < table.Count; i++)
            {
                var cell = table.Cells[j][i];
                rows.tiles[rows.Place(i, j)] = hasLevels
                    ? double.IsNaN(cell) ? MissingLevel : (float)cell
                    : double.IsNaN(cell) ? MissingNumber : (float)Math.Clamp((cell - scales[j].Least) / scales[j].Width, -1, 2);
            }
        }

        return rows;
    }

    /// <summary>Where a cell is stored: tile by tile, in a tile column by column.</summary>
    private int Place(int row, int column) => (((row / TileRows * columns) + column) * TileRows) + (row % TileRows);

    private void Closest(MixedRows others, int start, float[] nearest)
    {
        var count = Math.Min(QueriesAtOnce, Count - start);
        var queries = new float[count * columns];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < columns; j++) queries[(i * columns) + j] = tiles[Place(start + i, j)];
        }

        var best = nearest.AsSpan(start, count);
        best.Fill(float.PositiveInfinity);
        for (var tile = 0; tile < others.tiles.Length; tile += TileRows * columns)
        {
            var rows = others.tiles.AsSpan(tile, TileRows * columns);
            for (var i = 0; i < count; i++) best[i] = Math.Min(best[i], Closest(queries.AsSpan(i * columns, columns), rows));
        }

        for (var i = 0; i < count; i++) best[i] /= columns;
    }

    /// <summary>The least sum of terms between a query and the rows of a tile.</summary>
    private static float Closest(ReadOnlySpan<float> query, ReadOnlySpan<float> tile)
    {
        var width = Vector<float>.Count;
        var least = new Vector<float>(float.PositiveInfinity);
        for (var row = 0; row < TileRows; row += 4 * width)
        {
            var (a, b, c, d) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
            for (var j = 0; j < query.Length; j++)
            {
                var value = new Vector<float>(query[j]);
                var cells = tile.Slice((j * TileRows) + row, 4 * width);
                a += Term(value, new Vector<float>(cells));
                b += Term(value, new Vector<float>(cells[width..]));
                c += Term(value, new Vector<float>(cells[(2 * width)..]));
                d += Term(value, new Vector<float>(cells[(3 * width)..]));
            }

            least = Vector.Min(least, Vector.Min(Vector.Min(a, b), Vector.Min(c, d)));
        }

        var result = float.PositiveInfinity;
        for (var lane = 0; lane < width; lane++) result = Math.Min(result, least[lane]);
        return result;
    }

    private static Vector<float> Term(Vector<float> a, Vector<float> b) => Vector.Min(Vector.Abs(a - b), Vector<float>.One);
}
