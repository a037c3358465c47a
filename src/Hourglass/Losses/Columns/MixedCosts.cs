using System.Runtime.CompilerServices;
using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>-log p of the cells of columns of which some have a density: those of one kind are computed together.</summary>
internal sealed class MixedCosts
{
    private static readonly ConditionalWeakTable<Columns, MixedCosts> Known = [];

    private readonly List<(DensityColumns Columns, List<long> Outputs, List<long> Values)> groups = [];
    private readonly List<long> levelOutputs = [];

    // For each number of a row: the place of its cost, and the number that says whether the cost counts.
    private readonly List<long> places = [];
    private readonly List<long> counts = [];

    private MixedCosts(IReadOnlyList<ColumnBlock> blocks)
    {
        var byKind = blocks.OfType<DensityBlock>().GroupBy(block => (block.Modes.Count, block.Freedom));
        var levels = (long)blocks.OfType<LevelsBlock>().Sum(block => block.Levels);
        var density = new Dictionary<string, (int Group, long Place)>(StringComparer.Ordinal);
        foreach (var kind in byKind)
        {
            foreach (var block in kind) density[block.Name] = (groups.Count, levels + density.Count);
            groups.Add((new DensityColumns([.. kind]), [], []));
        }

        var (output, start, none) = (0L, 0L, levels + density.Count);
        foreach (var block in blocks)
        {
            if (block is LevelsBlock one)
            {
                if (one.First > 0) Add(none, start);
                for (var level = 0; level < one.Levels; level++)
                {
                    Add(levelOutputs.Count, start + one.First + level);
                    levelOutputs.Add(output + level);
                }
            }
            else
            {
                var (group, place) = density[block.Name];
                var (_, outputs, values) = groups[group];
                values.Add(start + DensityBlock.ValueAt);
                for (var i = 0; i < block.Outputs; i++) outputs.Add(output + i);
                for (var i = 0; i < block.Width; i++) Add(i == DensityBlock.ValueAt ? place : none, start + DensityBlock.KnownAt);
            }

            (output, start) = (output + block.Outputs, start + block.Width);
        }

        void Add(long place, long count)
        {
            places.Add(place);
            counts.Add(count);
        }
    }

    /// <summary>That of a loss; where its numbers lie is found once.</summary>
    public static MixedCosts For(Columns loss) => Known.GetValue(loss, one => new MixedCosts(one.Blocks));

    /// <summary>The costs: [rows, size].</summary>
    /// <param name="output">[rows, outputs].</param>
    /// <param name="target">[rows, size].</param>
    /// <param name="levelLogs">log p of each level from the outputs of all levels.</param>
    public Tensor Of(Tensor output, Tensor target, Func<Tensor, Tensor> levelLogs)
    {
        var parts = new List<Tensor>();
        if (levelOutputs.Count > 0) parts.Add(levelLogs(Select(output, levelOutputs)).neg());
        foreach (var (columns, outputs, values) in groups) parts.Add(columns.NegativeLog(Select(output, outputs), Select(target, values)));
        parts.Add(zeros([output.shape[0], 1], dtype: output.dtype));
        return Select(cat(parts, 1), places) * Select(target, counts);

        static Tensor Select(Tensor from, List<long> indices) => from.index_select(1, tensor(indices.ToArray()));
    }
}
