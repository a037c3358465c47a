using Hourglass.Native;
using static TorchSharp.torch;

namespace Hourglass.Numerics;

/// <summary>
/// Random numbers as a function of (seed, purpose, index), so that step 7,000 of a resumed run draws what step 7,000 of an
/// uninterrupted one draws, and no generator state has to be saved.
/// </summary>
internal static class Randomness
{
    /// <summary>A fresh libtorch generator; the caller disposes of it.</summary>
    public static Generator Generator(ulong seed, RandomPurpose purpose, ulong index = 0)
    {
        TorchRuntime.Initialize();
        return new Generator(SplitMix64.Derive(seed, (ulong)purpose, index));
    }

    /// <summary>The numbers 0 to count - 1 in random order.</summary>
    public static int[] Permutation(int count, ulong seed, RandomPurpose purpose, ulong index = 0) =>
        SplitMix64.Permutation(count, SplitMix64.Derive(seed, (ulong)purpose, index));
}
