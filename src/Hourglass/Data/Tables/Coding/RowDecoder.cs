using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>Collects coded rows as the cells of a table.</summary>
internal sealed class RowDecoder
{
    private readonly TableCoding coding;
    private readonly RowCoder coder;
    private readonly double[]?[] columns;
    private readonly ulong? seed;
    private readonly IReadOnlyList<CellLimit?>? limits;

    /// <param name="coding">How rows became numbers.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="seed">Chooses between the values of a level; null for the best single value.</param>
    /// <param name="limits">The cells that each column may have; null for all. They need a seed.</param>
    public RowDecoder(TableCoding coding, int count, ulong? seed, IReadOnlyList<CellLimit?>? limits = null)
    {
        this.limits = limits;
        this.coding = coding;
        this.seed = seed;
        coder = new RowCoder(coding.Columns, coding.Schema);
        columns = [.. coding.Schema.Columns.Select(column => column.IsUsed ? Empty(count) : null)];
    }

    /// <summary>Numbers per row.</summary>
    public int Width => coder.Width;

    /// <summary>Adds rows.</summary>
    /// <param name="first">The index of the first of them.</param>
    /// <param name="rows">[rows, <see cref="Width"/>]; levels are probabilities, or 1 for one of them.</param>
    public void Add(int first, ReadOnlySpan<float> rows)
    {
        for (var i = 0; i < rows.Length / Width; i++) Write(coder, first + i, rows.Slice(i * Width, Width), first + i);
    }

    /// <summary>Sets the columns that a conditional model was told.</summary>
    /// <param name="conditions">Their coded rows: [count, numbers].</param>
    public void AddConditions(float[,] conditions)
    {
        var told = new RowCoder(coding.Conditions, coding.Schema);
        var row = new float[told.Width];
        for (var i = 0; i < conditions.GetLength(0); i++)
        {
            for (var j = 0; j < row.Length; j++) row[j] = conditions[i, j];
            Write(told, i, row, place: null);
        }
    }

    /// <summary>Sets the columns that are no part of an example, the label and conditions, to the cells of other rows.</summary>
    /// <param name="rows">As many rows, with the columns of the schema.</param>
    public void AddOthers(Table rows)
    {
        for (var i = 0; i < columns.Length; i++)
            if (columns[i] is { } cells && !coder.Positions.Contains(i)) rows.ReadColumn(i, 0, cells);
    }

    /// <summary>Sets the column that is the label.</summary>
    /// <param name="classOf">The class of each row, as it is written.</param>
    public void AddLabels(Func<int, string> classOf)
    {
        var at = coding.Schema.Columns.Select((column, i) => (column, i)).First(one => one.column.Use == ColumnUse.Label).i;
        var column = coding.Schema.Columns[at];
        for (var i = 0; i < columns[at]!.Length; i++) columns[at]![i] = TableLabels.CellOf(column, classOf(i));
    }

    /// <summary>The cells as a table; a column that was left out has empty cells.</summary>
    public Table ToTable() => Table.Of(coding.Schema, columns);

    private void Write(RowCoder by, int index, ReadOnlySpan<float> row, int? place)
    {
        for (var j = 0; j < by.Coders.Count; j++)
        {
            var numbers = row.Slice(by.Starts[j], by.Coders[j].Block.Width);
            if (seed is not { } given || place is not { } at)
            {
                columns[by.Positions[j]]![index] = by.Coders[j].Best(numbers);
                continue;
            }

            var state = SplitMix64.Derive(given, ((ulong)at * (ulong)by.Coders.Count) + (ulong)j);
            columns[by.Positions[j]]![index] = limits?[j] is { } limit
                ? by.Coders[j].DrawWithin(limit, numbers, ref state)
                : by.Coders[j].Draw(numbers, ref state);
        }
    }

    private static double[] Empty(int count)
    {
        var cells = new double[count];
        Array.Fill(cells, double.NaN);
        return cells;
    }
}
