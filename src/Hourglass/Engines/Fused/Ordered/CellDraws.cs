using System.Runtime.Intrinsics;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Ordered;

/// <summary>Random choices of the columns of a row, as a function of the key of a step: column i is bit i % 64 of word i / 64.</summary>
internal static unsafe class CellDraws
{
    /// <summary>Bits of a word.</summary>
    public const int Bits = 64;

    // The first vector of draws decides about all columns, the others about one each.
    private const int Lanes = 16;

    /// <summary>Chooses the columns that are read, as in training: in a share of the cases a random fraction is left out.</summary>
    /// <param name="random">The random numbers.</param>
    /// <param name="at">Which choice.</param>
    /// <param name="columns">The columns of a table.</param>
    /// <param name="first">The first columns, of which to choose.</param>
    /// <param name="omission">The share.</param>
    /// <param name="kept">Receives them, if some may be left out.</param>
    /// <returns>Whether some may be left out.</returns>
    public static bool Keep(CounterRandom random, long at, int columns, int first, double omission, ulong* kept)
    {
        var own = stackalloc float[Lanes];
        random.Uniform(own, Lanes, PositionOf(at, columns));
        if (own[0] >= omission) return false;
        AtLeast(random, at, columns, first, own[1], kept);
        return true;
    }

    /// <summary>Chooses columns, each with a probability that is drawn first, from 0 to a largest one.</summary>
    public static void Choose(CounterRandom random, long at, int columns, double most, ulong* chosen)
    {
        var own = stackalloc float[Lanes];
        random.Uniform(own, Lanes, PositionOf(at, columns));
        AtLeast(random, at, columns, columns, (float)(own[0] * most), chosen);
        for (var word = 0; word * Bits < columns; word++)
        {
            var all = columns - (word * Bits) >= Bits ? ulong.MaxValue : (1ul << (columns % Bits)) - 1;
            chosen[word] = ~chosen[word] & all;
        }
    }

    /// <summary>Chooses each column with the same probability.</summary>
    public static void ChooseEach(CounterRandom random, long at, int columns, double probability, ulong* chosen) =>
        AtLeast(random, at, columns, columns, (float)(1 - probability), chosen);

    private static long PositionOf(long at, int columns) => at * (Lanes + ((columns + Lanes - 1) / Lanes * Lanes));

    private static void AtLeast(CounterRandom random, long at, int columns, int first, float least, ulong* chosen)
    {
        var draws = stackalloc float[Lanes];
        var position = PositionOf(at, columns) + Lanes;
        for (var word = 0; word * Bits < columns; word++) chosen[word] = 0;
        for (var column = 0; column < first; column += Lanes)
        {
            random.Uniform(draws, Lanes, position + column);
            var bits = Vector512.GreaterThanOrEqual(Vector512.Load(draws), Vector512.Create(least)).ExtractMostSignificantBits();
            if (first - column < Lanes) bits &= (1ul << (first - column)) - 1;
            chosen[column / Bits] |= bits << (column % Bits);
        }
    }
}
