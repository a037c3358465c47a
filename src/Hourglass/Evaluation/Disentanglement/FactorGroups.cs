using Hourglass.Data;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>The examples of a table grouped by the value of a factor, for drawing examples that share a value.</summary>
internal sealed class FactorGroups
{
    private readonly int[][][] groups;

    /// <summary>Groups the rows. Omits values of a single example, and then factors with fewer than two remaining values.</summary>
    public FactorGroups(FactorTable table)
    {
        int[][][] all = [.. Enumerable.Range(0, table.Factors.Count).Select(k => Groups(table, k))];
        Factors = [.. Enumerable.Range(0, all.Length).Where(k => all[k].Length > 1)];
        groups = [.. Factors.Select(k => all[k])];
    }

    /// <summary>Positions in the table of the factors that vary.</summary>
    public IReadOnlyList<int> Factors { get; }

    /// <summary>The rows with a random value of a factor, which is given by its index among those that vary.</summary>
    public int[] Draw(int factor, ref ulong state) => groups[factor][Below(groups[factor].Length, ref state)];

    /// <summary>A random whole number from 0 to <paramref name="count"/> - 1.</summary>
    public static int Below(int count, ref ulong state) => (int)Math.BigMul(Numerics.SplitMix64.Next(ref state), (ulong)count, out _);

    private static int[][] Groups(FactorTable table, int factor)
    {
        var values = DistinctValues.Of(table.Column(factor));
        var rows = new List<int>[values.Count];
        for (var i = 0; i < table.Count; i++) (rows[values.Places[i]] ??= []).Add(i);
        return [.. rows.Where(group => group.Count > 1).Select(group => group.ToArray())];
    }
}
