using System.Numerics.Tensors;
using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>Codes the cells of a column as levels. Thread-safe.</summary>
internal abstract class LevelsCoder(LevelsBlock block) : ColumnCoder
{
    private readonly float[] values = [.. block.Values.Select(value => (float)value)];

    /// <inheritdoc/>
    public override LevelsBlock Block => block;

    /// <inheritdoc/>
    public override void Code(ReadOnlySpan<double> cells, Span<float> rows, int stride)
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

    /// <inheritdoc/>
    public override double Best(ReadOnlySpan<float> numbers)
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

    /// <inheritdoc/>
    public override double Draw(ReadOnlySpan<float> numbers, ref ulong state)
    {
        var level = LevelIn(numbers);
        return block.HasEmpty && level == block.Levels - 1 ? double.NaN : DrawOf(level, ref state);
    }

    /// <inheritdoc/>
    public override double DrawWithin(CellLimit limit, ReadOnlySpan<float> numbers, ref ulong state) =>
        ((LevelLimit)limit).Draw(LevelIn(numbers), SplitMix64.NextUnit(ref state));

    /// <inheritdoc/>
    public override bool Knows(double cell) => LevelOf(cell) >= 0;

    /// <summary>The level that is 1 in a block, or the most probable one.</summary>
    public int LevelIn(ReadOnlySpan<float> numbers) => TensorPrimitives.IndexOfMax(numbers[block.First..block.Width]);

    /// <inheritdoc/>
    public abstract override LevelLimit LimitTo(CellRange range, Func<double, double> rounded);

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
