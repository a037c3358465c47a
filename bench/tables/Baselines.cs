using Hourglass.Data;

namespace Hourglass.TableBench;

/// <summary>Simple makers of rows, beside which a model has to show what it adds.</summary>
internal static class Baselines
{
    private const int LeastRows = 5;

    /// <summary>Every column shuffled by itself: perfect columns without any relation between them.</summary>
    public static Table Shuffled(Table real, int seed)
    {
        var random = new Random(seed);
        return Of(real, (_, cells, _) =>
        {
            random.Shuffle(cells);
            return cells;
        });
    }

    /// <summary>
    /// Sequential decision trees: the first column drawn from its cells, each other one from the cells of the leaf of a tree that predicts it from those before
    /// it (B. Nowok, G. M. Raab and C. Dibben, "synthpop: bespoke creation of synthetic data in R", Journal of Statistical Software 74, 2016), with at least 5
    /// rows per leaf. Every cell is a copy of a real one.
    /// </summary>
    public static Table SequentialTrees(Table real, int seed)
    {
        var random = new Random(seed);
        return Of(real, (column, cells, before) =>
        {
            var made = new double[cells.Length];
            if (before.Count == 0)
            {
                for (var i = 0; i < made.Length; i++) made[i] = cells[random.Next(cells.Length)];
                return made;
            }

            var inputs = before.Select(one => Ordered(one.Real)).ToArray();
            var given = before.Select(one => Ordered(one.Made)).ToArray();
            var tree = DecisionTree.Grow(inputs, Targets(column, cells), column.HasLevels ? column.Levels.Count + 1 : 0, LeastRows);
            for (var i = 0; i < made.Length; i++)
            {
                var leaf = tree.Leaf(input => given[input][i]);
                made[i] = cells[leaf[random.Next(leaf.Length)]];
            }

            return made;
        });
    }

    /// <summary>Real rows drawn again, with replacement: as close to the real ones as can be, and all of them copies.</summary>
    public static Table DrawnAgain(Table real, int seed)
    {
        var random = new Random(seed);
        return real.Select([.. Enumerable.Range(0, real.Count).Select(_ => random.Next(real.Count))]);
    }

    private static Table Of(Table real, Func<ColumnSchema, double[], IReadOnlyList<(double[] Real, double[] Made)>, double[]> make)
    {
        var before = new List<(double[] Real, double[] Made)>();
        var columns = new double[]?[real.Schema.Columns.Count];
        for (var j = 0; j < columns.Length; j++)
        {
            if (!real.Schema.Columns[j].IsUsed) continue;
            columns[j] = make(real.Schema.Columns[j], real.Columns[j].Read(), before);
            before.Add((real.Columns[j].Read(), columns[j]!));
        }

        return Table.Of(real.Schema, columns);
    }

    // A tree only compares its inputs.
    private static double[] Ordered(double[] cells) => Array.ConvertAll(cells, cell => double.IsNaN(cell) ? double.NegativeInfinity : cell);

    /// <summary>Missing cells are a level, or a number far below all others, so that a tree splits them off first.</summary>
    private static double[] Targets(ColumnSchema column, double[] cells)
    {
        double[] given = [.. cells.Where(cell => !double.IsNaN(cell))];
        var missing = column.HasLevels || given.Length == 0 ? column.Levels.Count : given.Min() - (1000 * (given.Max() - given.Min() + 1));
        return Array.ConvertAll(cells, cell => double.IsNaN(cell) ? missing : cell);
    }
}
