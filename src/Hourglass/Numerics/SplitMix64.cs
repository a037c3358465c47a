namespace Hourglass.Numerics;

/// <summary>
/// A counter-based random number: a value is a pure function of a seed and the position where it is used, so it is the
/// same for any order, batch or number of threads. The mixing function is the finaliser of SplitMix64:
/// G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014
/// (constants: variant 13 of D. Stafford's mixers).
/// </summary>
internal static class SplitMix64
{
    /// <summary>The odd 64-bit fraction of the golden ratio, the step between states of the generator.</summary>
    public const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>A bijection of 64-bit numbers in which every input bit changes about half of the output bits. Mix(0) is 0.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>The next 64 random bits of the generator whose state is <paramref name="state"/>, which advances.</summary>
    public static ulong Next(ref ulong state) => Mix(state += GoldenGamma);

    /// <summary>The next number, uniform on [0, 1) in steps of 2^-53.</summary>
    public static double NextUnit(ref ulong state) => ToUnit(Next(ref state));

    /// <summary>
    /// Random bits that belong to a <paramref name="place"/> under a <paramref name="seed"/>: the place-th number of the generator that starts at the mixed
    /// seed. For one seed, different positions give different bits.
    /// </summary>
    public static ulong Derive(ulong seed, ulong place) => Mix(Mix(seed + GoldenGamma) + ((place + 1) * GoldenGamma));

    /// <summary>Turns 64 random bits into a number uniform on [0, 1) in steps of 2^-53.</summary>
    public static double ToUnit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    /// <summary>A permutation of 0 .. <paramref name="count"/> - 1 that depends on <paramref name="seed"/> only (Fisher and Yates).</summary>
    public static int[] Permutation(int count, ulong seed)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++) order[i] = i;
        for (var i = count - 1; i > 0; i--)
        {
            // The high half of a 64 x 32 bit product is uniform on 0 .. i, to within 2^-32 of a share.
            var j = (int)Math.BigMul(Next(ref seed), (ulong)i + 1, out _);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }
}
