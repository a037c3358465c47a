using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>Splits data without a test split into training and test examples.</summary>
public static class Split
{
    /// <summary>The seed of every split, so that all commands use the same one: the first digits of pi.</summary>
    public const ulong Seed = 31_415_926_535;

    /// <summary>The fraction of examples that is held out by default.</summary>
    public const double DefaultShare = 0.1;

    /// <summary>
    /// Separates <paramref name="testShare"/> of the examples (rounded, at least one, and all but one at most) by a random permutation
    /// that depends on their number only. Each part keeps the order of the data; nothing is copied.
    /// </summary>
    /// <exception cref="UsageException">The share is not between 0 and 1.</exception>
    /// <exception cref="HourglassException">There are fewer than two examples.</exception>
    public static (Examples Train, Examples Test) Random(Examples examples, double testShare)
    {
        var (train, test) = Positions(examples.Count, testShare);
        return (examples.Select(train), examples.Select(test));
    }

    /// <summary>The positions of training and test examples, as <see cref="Random"/> chooses them.</summary>
    internal static (int[] Train, int[] Test) Positions(int count, double testShare)
    {
        if (testShare is not (> 0 and < 1))
            throw new UsageException($"The {What("share of test examples")} is {Got(testShare)}; it must be {Allowed("more than 0 and less than 1")}.");
        if (count < 2)
            throw new HourglassException($"The {What("data")} has {Got(count)} example, which cannot be split into training and test; give " +
                $"{Allowed("at least 2")}.");
        var testCount = Math.Clamp((int)Math.Round(count * testShare), 1, count - 1);
        var order = SplitMix64.Permutation(count, Seed);
        Array.Sort(order, 0, testCount);
        Array.Sort(order, testCount, order.Length - testCount);
        return (order[testCount..], order[..testCount]);
    }
}
