using Hourglass.Native;
using static TorchSharp.torch;

namespace Hourglass.Numerics;

/// <summary>
/// Random numbers as a function of (seed, purpose, split, index), so that step 7,000 of a resumed run draws what step 7,000 of an
/// uninterrupted one draws, and no generator state has to be saved. All random numbers of the library are derived here.
/// </summary>
internal static class Randomness
{
    /// <summary>The version of this derivation, stored in checkpoints: incremented with every change of the numbers that a seed gives.</summary>
    public const int Derivation = 2;

    /// <summary>Indices are below 2 to this power.</summary>
    private const int IndexBits = 48;

    /// <summary>
    /// The 64 random bits of a use: the start of a stream, or a seed for a part with its own uses. For one seed, no two uses have the same key:
    /// purpose, split and index are packed into one number, and <see cref="SplitMix64.Derive"/> is a bijection of it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is 2^48 or more.</exception>
    public static ulong Key(ulong seed, RandomPurpose purpose, ulong index = 0, DataSplit split = DataSplit.None)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, 1UL << IndexBits);
        return SplitMix64.Derive(seed, ((ulong)purpose << (IndexBits + 8)) | ((ulong)split << IndexBits) | index);
    }

    /// <summary>A new libtorch generator; the caller disposes of it.</summary>
    public static Generator Generator(ulong seed, RandomPurpose purpose, ulong index = 0)
    {
        TorchRuntime.Initialize();
        return TorchGenerator.Create(Key(seed, purpose, index));
    }

    /// <summary>The numbers 0 to count - 1 in random order.</summary>
    public static int[] Permutation(int count, ulong seed, RandomPurpose purpose, ulong index = 0) =>
        SplitMix64.Permutation(count, Key(seed, purpose, index));
}
