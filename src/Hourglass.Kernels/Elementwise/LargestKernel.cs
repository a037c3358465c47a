using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Elementwise;

/// <summary>Keeps the largest numbers of rows that lie in lanes, sixteen rows at a time.</summary>
internal static unsafe class LargestKernel
{
    /// <summary>Copies the largest numbers of sixteen rows and makes the others 0; of equal ones the first are kept.</summary>
    /// <param name="from">Sixteen lanes of a panel: the next number of a row is 32 on.</param>
    /// <param name="to">Where to, laid out alike.</param>
    /// <param name="kept">Becomes 1 for numbers that were kept, else 0, laid out alike.</param>
    /// <param name="length">Numbers of a row.</param>
    /// <param name="keep">How many are kept; 1 to <paramref name="length"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Keep(float* from, float* to, float* kept, int length, int keep)
    {
        // The largest key that at least so many numbers reach, bit by bit from the highest.
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
