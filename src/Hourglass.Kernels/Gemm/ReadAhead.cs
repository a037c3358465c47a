using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Hourglass.Kernels.Gemm;

/// <summary>
/// A block of a matrix that is needed soon, prefetched in parts while something else is computed. Hardware prefetchers predict
/// consecutive reads, but not reads from a new page per row.
/// </summary>
/// <param name="start">The block's first number.</param>
/// <param name="stride">Numbers from one of its rows to the next.</param>
/// <param name="rows">Its rows; 0 for none.</param>
/// <param name="width">Numbers of a row.</param>
internal readonly unsafe struct ReadAhead(float* start, nint stride, int rows, int width)
{
    /// <summary>Prefetches one of several equal parts into the second-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fetch(int part, int parts)
    {
        if (!Sse.IsSupported) return;
        var last = (int)((long)rows * (part + 1) / parts);
        for (var row = (int)((long)rows * part / parts); row < last; row++)
        {
            for (var column = 0; column < width; column += AlignedBuffer.CacheLine) Sse.Prefetch1(start + (row * stride) + column);
        }
    }

    /// <summary>Prefetches all of it into the first-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FetchClose()
    {
        if (!Sse.IsSupported) return;
        for (var row = 0; row < rows; row++)
        {
            // Rows begin anywhere in a line.
            for (var column = 0; column < width; column += AlignedBuffer.CacheLine) Sse.Prefetch0(start + (row * stride) + column);
            Sse.Prefetch0(start + (row * stride) + width - 1);
        }
    }
}
