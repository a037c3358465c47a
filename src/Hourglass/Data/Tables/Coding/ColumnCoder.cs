using System.Numerics.Tensors;

namespace Hourglass.Data;

/// <summary>Codes the cells of one column. Thread-safe.</summary>
internal abstract class ColumnCoder(LevelsBlock block)
{
    private readonly float[] values = [.. block.Values.Select(value => (float)value)];

    /// <summary>The numbers of the column in a row.</summary>
    public LevelsBlock Block => block;

    /// <summary>Writes cells into rows that are 0.</summary>
    /// <param name="cells">The cells, in the unit of the column.</param>
    /// <param name="rows">The rows, from the first number of the column in the first row on.</param>
    /// <param name="stride">Numbers per row.</param>
    public void Code(ReadOnlySpan<double> cells, Span<float> rows, int stride)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var level = LevelOf(cells[i]);
            if (level < 0) continue;
            var at = i * stride;
            if (values.Length > 0) rows[at] = values[level];
            rows[at + block.First + level] = 1;
        }
    }

    /// <summary>
    /// The best single cell for a block of probabilities: the mean of the column's numbers, or the most frequent level; NaN if an empty cell is the most
    /// probable.
    /// </summary>
    public double Best(ReadOnlySpan<float> numbers)
    {
        var levels = numbers[block.First..block.Width];
        var most = TensorPrimitives.IndexOfMax(levels);
        return block.HasEmpty && most == block.Levels - 1 ? double.NaN : Best(levels[..GivenLevels], most);
    }

    /// <summary>
    /// The best single cell that is not empty with its uncertainty: the standard deviation of a number, the probability that a level is another one.
    /// </summary>
    /// <param name="probabilities">Of the levels that are not an empty cell.</param>
    public (double Value, double Uncertainty) BestOf(ReadOnlySpan<float> probabilities)
    {
        var most = TensorPrimitives.IndexOfMax(probabilities);
        return (Best(probabilities, most), Uncertainty(probabilities, most));
    }

    /// <summary>A cell for a block in which one level is 1.</summary>
    /// <param name="numbers">The block.</param>
    /// <param name="state">State of the random numbers that choose between the values of a level.</param>
    public double Draw(ReadOnlySpan<float> numbers, ref ulong state)
    {
        var level = LevelIn(numbers);
        return block.HasEmpty && level == block.Levels - 1 ? double.NaN : DrawOf(level, ref state);
    }

    /// <summary>The level that is 1 in a block, or the most probable one.</summary>
    public int LevelIn(ReadOnlySpan<float> numbers) => TensorPrimitives.IndexOfMax(numbers[block.First..block.Width]);

    /// <summary>The cells of each level that lie in a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="rounded">What becomes of a value in a table.</param>
    public abstract CellLimit LimitTo(CellRange range, Func<double, double> rounded);

    /// <summary>The level of a cell; -1 if it is unknown.</summary>
    public abstract int LevelOf(double cell);

    /// <summary>The level of an empty cell; -1 if the column has none.</summary>
    protected int EmptyLevel => block.HasEmpty ? block.Levels - 1 : -1;

    /// <summary>Levels that are not an empty cell.</summary>
    protected int GivenLevels => block.Levels - (block.HasEmpty ? 1 : 0);

    /// <summary>The best cell given probabilities of the levels that are not empty and the most probable of them.</summary>
    protected abstract double Best(ReadOnlySpan<float> probabilities, int most);

    /// <summary>The uncertainty of the best cell.</summary>
    protected virtual double Uncertainty(ReadOnlySpan<float> probabilities, int most) => Math.Max(0, 1 - (probabilities[most] / TensorPrimitives.Sum(probabilities)));

    /// <summary>A cell of a level.</summary>
    protected abstract double DrawOf(int level, ref ulong state);
}
