using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>
/// Random numbers as a pure function of a key and a position: no state, the same whoever draws them in whatever order. The bits are
/// those of pcg4d (M. Jarzynski and M. Olano, "Hash functions for GPU rendering", Journal of Computer Graphics Techniques 9, 2020).
/// </summary>
internal readonly struct CounterRandom
{
    private readonly uint low;
    private readonly uint high;
    private readonly uint stream;

    /// <summary>The numbers of one key.</summary>
    /// <param name="key">Such as a mix of seed, purpose and step.</param>
    /// <param name="stream">Tells the uses of a key apart.</param>
    public CounterRandom(ulong key, uint stream = 0)
    {
        low = (uint)key;
        high = (uint)(key >> 32);
        this.stream = stream;
    }

    /// <summary>Fills a stretch whose length is a multiple of 16 with draws from N(0, 1).</summary>
    /// <param name="to">Where to.</param>
    /// <param name="length">A multiple of 16.</param>
    /// <param name="position">The position of the first number; a multiple of 16.</param>
    public unsafe void Normal(float* to, nint length, long position)
    {
        for (nint i = 0; i < length; i += Vector512<float>.Count) Normal((ulong)(position + i)).Store(to + i);
    }

    /// <summary>Fills a stretch whose length is a multiple of 16 with draws from [0, 1).</summary>
    /// <param name="to">Where to.</param>
    /// <param name="length">A multiple of 16.</param>
    /// <param name="position">The position of the first number; a multiple of 16.</param>
    public unsafe void Uniform(float* to, nint length, long position)
    {
        for (nint i = 0; i < length; i += Vector512<float>.Count)
        {
            Hash((ulong)(position + i), out var bits, out _);
            Unit(bits).Store(to + i);
        }
    }

    // The transform of Box and Muller (1958): one normal number of two uniform ones.
    private Vector512<float> Normal(ulong position)
    {
        Hash(position, out var first, out var second);
        var radius = Vector512.Sqrt(VectorMath.Log(Vector512<float>.One - Unit(first)) * -2f);
        return radius * CosineOfTurns(Unit(second));
    }

    // 24 bits: every value is exact, and 1 is not among them.
    private static Vector512<float> Unit(Vector512<uint> bits) => Vector512.ConvertToSingle((bits >> 8).AsInt32()) * (1f / (1 << 24));

    // cos(2 pi t) for t in [0, 1): folded to a quarter turn, then Taylor's series of the sine to the ninth power.
    private static Vector512<float> CosineOfTurns(Vector512<float> t)
    {
        var folded = Vector512.Create(0.25f) - Vector512.Abs(t - Vector512.Create(0.5f));
        var x = folded * (-2 * MathF.PI);
        var square = x * x;
        var p = Vector512.Create(2.7557319224e-6f);
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(-1.9841269841e-4f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(8.3333333333e-3f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(-1.6666666667e-1f));
        return Vector512.FusedMultiplyAdd(p * square, x, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Hash(ulong position, out Vector512<uint> first, out Vector512<uint> second)
    {
        var x = Vector512.Create((uint)position) + Vector512<uint>.Indices;
        var y = Vector512.Create((uint)(position >> 32) ^ stream);
        var z = Vector512.Create(low);
        var w = Vector512.Create(high);
        (x, y, z, w) = (Step(x), Step(y), Step(z), Step(w));
        Mix(ref x, ref y, ref z, ref w);
        (x, y, z, w) = (x ^ (x >> 16), y ^ (y >> 16), z ^ (z >> 16), w ^ (w >> 16));
        Mix(ref x, ref y, ref z, ref w);
        (first, second) = (x, y);
    }

    private static Vector512<uint> Step(Vector512<uint> v) => (v * 1664525u) + Vector512.Create(1013904223u);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref Vector512<uint> x, ref Vector512<uint> y, ref Vector512<uint> z, ref Vector512<uint> w)
    {
        x += y * w;
        y += z * x;
        z += x * y;
        w += y * z;
    }
}
