using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// The rows of a table, with a distribution for each column: the decoder gives the logits of the levels of the first column, then those of the second, and so
/// on. A cell that is unknown adds nothing. Whether the columns are independent given z depends on the decoder.
/// </summary>
/// <param name="Blocks">The numbers of each column in a row.</param>
public sealed record Columns(ValueList<ColumnBlock> Blocks) : IndependentLoss
{
    private IEnumerable<LevelsBlock> Levels => Blocks.Cast<LevelsBlock>();

    /// <inheritdoc/>
    public override DataShape OutputShape(DataShape shape) => DataShape.Row(Levels.Sum(block => block.Levels));

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape)
    {
        foreach (var violation in Levels.SelectMany(block => block.Violations())) yield return violation;
        if (ColumnBlock.WidthOf(Blocks) != shape.Size)
            yield return $"The {What("columns of the loss")} have {Got(ColumnBlock.WidthOf(Blocks))} numbers, but an example has {shape.Size}; give " +
                $"{Allowed("the columns of the data")}.";
    }

    /// <summary>-log p of each cell, at the place of its level; 0 at all other places.</summary>
    public override Tensor PerFeature(Tensor output, Tensor target)
    {
        var costs = LogsOf(output).neg();
        if (Levels.All(block => block.First == 0)) return costs * target;
        // Places on scales are no part of the distribution.
        var (places, level) = (new List<long>(), 0L);
        foreach (var block in Levels)
        {
            if (block.First > 0) places.Add(0);
            for (var i = 0; i < block.Levels; i++) places.Add(level++);
        }

        var isLevel = tensor(Levels.SelectMany(block => Enumerable.Repeat(0f, block.First).Concat(Enumerable.Repeat(1f, block.Levels))).ToArray());
        return costs.index_select(1, tensor(places)) * (target * isLevel.to_type(target.dtype));
    }

    /// <summary>The probability of each level, and the mean place of levels on their scale.</summary>
    public override Tensor Mean(Tensor output) => Rows(output, logits => logits.softmax(1));

    /// <summary>A level of each column, drawn by its probability.</summary>
    public override Tensor Sample(Tensor output, Generator random) => Rows(output, logits => LevelDraw.From(logits, random));

    /// <summary>The same output with the probability 0 for empty cells: [rows, outputs].</summary>
    /// <param name="output">The logits of all columns.</param>
    internal Tensor WithoutEmpty(Tensor output)
    {
        var excluded = zeros(output.shape[1], dtype: output.dtype);
        var end = 0;
        foreach (var block in Levels)
        {
            end += block.Levels;
            if (block is { HasEmpty: true, Levels: > 1 }) excluded[end - 1] = double.NegativeInfinity;
        }

        return output + excluded;
    }

    /// <summary>Rows made of numbers for the levels of each column, computed from its logits.</summary>
    private Tensor Rows(Tensor output, Func<Tensor, Tensor> levelsOf)
    {
        var parts = new List<Tensor>();
        foreach (var (block, logits) in Levels.Zip(ByColumn(output)))
        {
            var levels = levelsOf(logits);
            if (block.First > 0) parts.Add(levels.matmul(tensor([.. block.Values], dtype: output.dtype).unsqueeze(1)));
            parts.Add(levels);
        }

        return cat(parts, 1);
    }

    private Tensor LogsOf(Tensor output)
    {
        if (output.dtype != ScalarType.Float32) return cat([.. ByColumn(output).Select(logits => logits.log_softmax(1))], 1);
        var (ends, end) = (new int[Blocks.Count], 0);
        foreach (var (block, i) in Levels.Select((block, i) => (block, i))) ends[i] = end += block.Levels;
        return LevelLogs.Of(output, ends);
    }

    // The gradient of a split is one concatenation; that of as many slices would be as many tensors of full size.
    private Tensor[] ByColumn(Tensor output) => output.split([.. Levels.Select(block => (long)block.Levels)], 1);
}
