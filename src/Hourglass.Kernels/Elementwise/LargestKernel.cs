using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>Keeps the largest numbers of rows stored in lanes, sixteen rows at a time.</summary>
internal static unsafe class LargestKernel
{
    /// <summary>Copies the largest numbers of sixteen rows and sets the others to 0; ties keep the first.</summary>
    /// <param name="from">Sixteen lanes of a panel: consecutive numbers of a row are 32 numbers apart.</param>
    /// <param name="to">The destination, with the same layout.</param>
    /// <param name="kept">Set to 1 for kept numbers, else 0; same layout.</param>
    /// <param name="length">Numbers of a row.</param>
    /// <param name="keep">Number to keep; 1 to <paramref name="length"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Keep(float* from, float* to, float* kept, int length, int keep)
    {
        // The largest key that at least that many numbers reach, bit by bit from the highest.
        var end = (nint)length * Panels.Lanes;
        var wanted = Vector512.Create(keep);
        var least = Vector512.Create(int.MinValue);
        for (var bit = 31; bit >= 0; bit--)
        {
            var tried = least + Vector512.Create(1 << bit);
            var reach = Vector512<int>.Zero;
            for (nint at = 0; at < end; at += Panels.Lanes) reach -= Vector512.GreaterThanOrEqual(Key(from + at), tried);
            least = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(reach, wanted), tried, least);
        }

        var room = wanted;
        for (nint at = 0; at < end; at += Panels.Lanes) room += Vector512.GreaterThan(Key(from + at), least);
        for (nint at = 0; at < end; at += Panels.Lanes)
        {
            var key = Key(from + at);
            var last = Vector512.Equals(key, least) & Vector512.GreaterThan(room, Vector512<int>.Zero);
            room += last;
            var stays = (Vector512.GreaterThan(key, least) | last).AsSingle();
            (Vector512.Load(from + at) & stays).Store(to + at);
            (Vector512<float>.One & stays).Store(kept + at);
        }
    }

    // Whole numbers in the order of the floating-point ones whose bits they were.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Key(float* at)
    {
        var bits = Vector512.Load(at).AsInt32();
        return bits ^ ((bits >> 31) & Vector512.Create(int.MaxValue));
    }
}
