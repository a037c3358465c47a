using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Tests.Evaluation.Disentanglement;

/// <summary>Tables in which every combination of factors occurs equally often, and codes made of them.</summary>
internal static class FactorialCodes
{
    /// <summary>Every combination, so many times over, the order shuffled. The first factor is one of kinds if so said.</summary>
    public static FactorTable Table(int[] sizes, int times, bool kinds = false)
    {
        var count = sizes.Aggregate(times, (product, size) => product * size);
        var values = new int[count, sizes.Length];
        var order = SplitMix64.Permutation(count, 99);
        for (var i = 0; i < count; i++)
        {
            var rest = order[i] / times;
            for (var k = 0; k < sizes.Length; k++) (rest, values[i, k]) = Math.DivRem(rest, sizes[k]);
        }

        return new FactorTable([.. sizes.Select((size, k) => new Factor($"f{k}", size, IsOrdered: !kinds || k > 0))], values);
    }

    /// <summary>Codes of one row each: [count, latent].</summary>
    public static float[,] Codes(FactorTable table, int latent, Func<int, int, double> code)
    {
        var codes = new float[table.Count, latent];
        for (var i = 0; i < table.Count; i++)
        {
            for (var j = 0; j < latent; j++) codes[i, j] = (float)code(i, j);
        }

        return codes;
    }

    /// <summary>The factors themselves.</summary>
    public static float[,] Perfect(FactorTable table) => Codes(table, table.Factors.Count, (i, k) => table.Values[i, k]);

    /// <summary>A number between -1 and 1 that hangs on nothing but the place.</summary>
    public static double Noise(int i, int j) => (2 * SplitMix64.ToUnit(SplitMix64.Derive(17, ((ulong)i << 32) | (uint)j))) - 1;
}
