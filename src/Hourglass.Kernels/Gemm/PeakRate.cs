using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hourglass.Kernels.Threading;

namespace Hourglass.Kernels.Gemm;

/// <summary>Multiplications and additions per second in registers alone: the limit that steps are compared with.</summary>
internal sealed unsafe class PeakRate : IWork
{
    private const int Sums = 12;
    private const int Turns = 2_000_000;
    private readonly float[] kept;

    private PeakRate(int workers) => kept = new float[workers];

    /// <inheritdoc/>
    public int Stages => 1;

    /// <summary>The rate of this many workers; a multiply-add counts as two.</summary>
    public static SustainedRate For(int workers) => new(new PeakRate(workers), 2.0 * Sums * Width * Turns * workers);

    private static int Width =>
        Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256.IsHardwareAccelerated ? Vector256<float>.Count : Vector128<float>.Count;

    /// <inheritdoc/>
    public void Do(int stage, int worker, int workers)
    {
        if (Vector512.IsHardwareAccelerated) kept[worker] = Loop<Lanes512, Vector512<float>>();
        else if (Vector256.IsHardwareAccelerated) kept[worker] = Loop<Lanes256, Vector256<float>>();
        else kept[worker] = Loop<Lanes128, Vector128<float>>();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Loop<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var factor = 0.5f;
        var f = TLanes.Broadcast(&factor);
        TVector a = f, b = f, c = f, d = f, e = f, g = f, h = f, i = f, j = f, k = f, l = f, m = f;
        for (var turn = 0; turn < Turns; turn++)
        {
            a = TLanes.MultiplyAdd(a, f, f); b = TLanes.MultiplyAdd(b, f, f); c = TLanes.MultiplyAdd(c, f, f); d = TLanes.MultiplyAdd(d, f, f);
            e = TLanes.MultiplyAdd(e, f, f); g = TLanes.MultiplyAdd(g, f, f); h = TLanes.MultiplyAdd(h, f, f); i = TLanes.MultiplyAdd(i, f, f);
            j = TLanes.MultiplyAdd(j, f, f); k = TLanes.MultiplyAdd(k, f, f); l = TLanes.MultiplyAdd(l, f, f); m = TLanes.MultiplyAdd(m, f, f);
        }

        // All sums are used, so that none is left out.
        a = TLanes.MultiplyAdd(a, b, c); d = TLanes.MultiplyAdd(d, e, g); h = TLanes.MultiplyAdd(h, i, j); k = TLanes.MultiplyAdd(k, l, m);
        a = TLanes.MultiplyAdd(a, d, h);
        var memory = stackalloc float[Panels.Lanes];
        TLanes.Store(TLanes.MultiplyAdd(a, k, k), memory);
        return memory[0];
    }
}
