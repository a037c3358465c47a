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
    public override Tensor PerFeature(Tensor output, Tensor target) =>
        ByColumn(output, target, (logits, levels) => logits.log_softmax(1) * levels.neg(), places => zeros_like(places));

    /// <summary>The probability of each level, and the mean place of levels on their scale.</summary>
    public override Tensor Mean(Tensor output) => Rows(output, logits => logits.softmax(1));

    /// <summary>A level of each column, drawn by its probability.</summary>
    public override Tensor Sample(Tensor output, Generator random) => Rows(output, logits => LevelDraw.From(logits, random));

    /// <summary>Rows made of numbers for the levels of each column, computed from its logits.</summary>
    private Tensor Rows(Tensor output, Func<Tensor, Tensor> levelsOf)
    {
        var (parts, from) = (new List<Tensor>(), 0);
        foreach (var block in Levels)
        {
            var levels = levelsOf(output.narrow(1, from, block.Levels));
            if (block.First > 0) parts.Add(levels.matmul(tensor([.. block.Values], dtype: output.dtype).unsqueeze(1)));
            parts.Add(levels);
            from += block.Levels;
        }

        return cat(parts, 1);
    }

    private Tensor ByColumn(Tensor output, Tensor target, Func<Tensor, Tensor, Tensor> ofLevels, Func<Tensor, Tensor> ofPlaces)
    {
        var (parts, from, at) = (new List<Tensor>(), 0, 0);
        foreach (var block in Levels)
        {
            if (block.First > 0) parts.Add(ofPlaces(target.narrow(1, at, 1)));
            parts.Add(ofLevels(output.narrow(1, from, block.Levels), target.narrow(1, at + block.First, block.Levels)));
            from += block.Levels;
            at += block.Width;
        }

        return cat(parts, 1);
    }
}
