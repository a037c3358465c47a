using Hourglass.Data;
using Hourglass.Kernels;
using Hourglass.Kernels.Columns;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// The rows of a table, with a distribution for each column: the decoder gives the logits of the levels of the first column, or the parameters of its density
/// (<see cref="DensityBlock"/>), then those of the second, and so on. Densities are those of scaled values, in nats. A cell that is unknown adds nothing. Whether the columns are independent given z depends on the decoder.
/// </summary>
/// <param name="Blocks">The numbers of each column in a row.</param>
public sealed record Columns(ValueList<ColumnBlock> Blocks) : IndependentLoss
{
    private IEnumerable<LevelsBlock> Levels => Blocks.OfType<LevelsBlock>();

    /// <inheritdoc/>
    public override DataShape OutputShape(DataShape shape) => DataShape.Row(Blocks.Sum(block => block.Outputs));

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape)
    {
        foreach (var violation in Blocks.SelectMany(block => block.Violations())) yield return violation;
        if (ColumnBlock.WidthOf(Blocks) != shape.Size)
            yield return $"The {What("columns of the loss")} have {Got(ColumnBlock.WidthOf(Blocks))} numbers, but an example has {shape.Size}; give " +
                $"{Allowed("the columns of the data")}.";
    }

    /// <summary>-log p of each cell, at the place of its level or of its value; 0 at all other places.</summary>
    public override Tensor PerFeature(Tensor output, Tensor target)
    {
        if (Blocks.Any(block => block is DensityBlock)) return MixedCosts.For(this).Of(output, target, LogsOf);
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

    /// <summary>The probability of each level, and the mean place of levels on their scale; the mean of a density.</summary>
    public override Tensor Mean(Tensor output) => Rows(output, logits => logits.softmax(1), (density, outputs) => density.Mean(outputs));

    /// <summary>A level of each column, drawn by its probability, or a value drawn from its density.</summary>
    public override Tensor Sample(Tensor output, Generator random) =>
        Rows(output, logits => LevelDraw.From(logits, random), (density, outputs) => density.Sample(outputs, random));

    /// <inheritdoc/>
    internal override PanelLikelihood? Kernel(int features) => new ColumnsLikelihood([.. Blocks.Select(KernelOf)]);

    /// <summary>What added to the outputs gives empty cells the probability 0: minus infinity at their levels, else 0: [outputs].</summary>
    /// <param name="type">The type of numbers.</param>
    internal Tensor EmptyExcluded(ScalarType type)
    {
        var ends = OutputEnds.Of(Blocks);
        var excluded = new float[ends[^1]];
        foreach (var (block, end) in Blocks.Zip(ends))
            if (block is LevelsBlock { HasEmpty: true, Levels: > 1 }) excluded[end - 1] = float.NegativeInfinity;
        return tensor(excluded, dtype: type);
    }

    /// <summary>Rows made of numbers for the levels of each column, computed from its logits, and of values, computed from densities.</summary>
    private Tensor Rows(Tensor output, Func<Tensor, Tensor> levelsOf, Func<DensityColumns, Tensor, Tensor> valuesOf)
    {
        var parts = new List<Tensor>();
        foreach (var (block, own) in Blocks.Zip(ByColumn(output)))
        {
            if (block is DensityBlock density)
            {
                var values = valuesOf(new DensityColumns(density), own);
                parts.AddRange([values, ones_like(values)]);
                foreach (var turns in density.Cycles.Select(cycle => ((values * cycle.Turns) + cycle.Start) * (2 * Math.PI))) parts.AddRange([turns.sin(), turns.cos()]);
                continue;
            }

            var (given, levels) = ((LevelsBlock)block, levelsOf(own));
            if (given.First > 0) parts.Add(levels.matmul(tensor([.. given.Values], dtype: output.dtype).unsqueeze(1)));
            parts.Add(levels);
        }

        return cat(parts, 1);
    }

    /// <summary>log p of each level, from the outputs of the columns of levels.</summary>
    private Tensor LogsOf(Tensor output)
    {
        if (output.dtype != ScalarType.Float32) return cat([.. Split(output, Levels).Select(logits => logits.log_softmax(1))], 1);
        return LevelLogs.Of(output, OutputEnds.Of(Levels));
    }

    private static ColumnKernel KernelOf(ColumnBlock block) => block switch
    {
        LevelsBlock levels => new LevelsKernel(levels.Levels, levels.First),
        DensityBlock density => new DensityKernel([.. density.Modes.Select(mode => mode.Center)], [.. density.Modes.Select(mode => mode.Unit)],
            density.LeastDeviation, density.Freedom, density.Freedom is { } freedom ? StudentDistribution.LogPeak(freedom) : NormalDistribution.LogPeak,
            density.Width),
        _ => throw new InvalidOperationException($"There is no kernel for {block.GetType().Name}."),
    };

    private Tensor[] ByColumn(Tensor output) => Split(output, Blocks);

    // The gradient of a split is one concatenation; that of as many slices would be as many tensors of full size.
    private static Tensor[] Split(Tensor output, IEnumerable<ColumnBlock> blocks) => output.split([.. blocks.Select(block => (long)block.Outputs)], 1);
}
