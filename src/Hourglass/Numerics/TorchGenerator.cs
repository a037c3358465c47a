using System.Buffers.Binary;
using static TorchSharp.torch;

namespace Hourglass.Numerics;

/// <summary>
/// libtorch generators whose state depends on all 64 bits of a key. libtorch's own seeding of its Mersenne Twister (mt19937) keeps the low 32 bits of a seed:
/// among 100,000 steps of a run, about one pair would draw the same noise.
/// </summary>
internal static class TorchGenerator
{
    // The layout that libtorch's CPUGeneratorImpl::set_state reads: the seed, the number of remaining words of the block, whether it is seeded, the next word,
    // the 624 words (64 bits apart), and the cached number of the last pair of normal numbers.
    private const int Words = 624;
    private const int Left = 8;
    private const int Seeded = 12;
    private const int FirstWord = 24;
    private const int Size = 5056;

    /// <summary>A generator that starts at the <paramref name="key"/>'s state; the caller disposes of it.</summary>
    public static Generator Create(ulong key)
    {
        var bytes = new byte[Size];
        Fill(bytes, key);
        using var state = tensor(bytes, dtype: ScalarType.Byte);
        var generator = new Generator(key);
        generator.set_state(state);
        return generator;
    }

    private static void Fill(Span<byte> state, ulong key)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(state, key);
        BinaryPrimitives.WriteInt32LittleEndian(state[Left..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(state[Seeded..], 1);
        for (var i = 0; i < Words; i += 2)
        {
            // The first two words are a bijection of the key, so that different keys give different states.
            var bits = SplitMix64.Next(ref key);
            BinaryPrimitives.WriteUInt64LittleEndian(state[(FirstWord + (8 * i))..], bits >> 32);
            BinaryPrimitives.WriteUInt64LittleEndian(state[(FirstWord + (8 * (i + 1)))..], bits & uint.MaxValue);
        }
    }
}
