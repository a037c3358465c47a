using System.Runtime.CompilerServices;

namespace Hourglass.Kernels.Gemm;

/// <summary>
/// The product for one row of weights and several neighbouring positions: c[p, lane] = bias + sum_k a[k] * b[p, k, lane]. Where a layer has
/// few outputs, so that tiles of rows would leave most registers empty, each number of a is used for several positions instead.
/// </summary>
internal static unsafe class PlaceKernel
{
    /// <summary>Largest number of positions of a kernel: their neighbourhoods together stay in the first-level cache.</summary>
    public const int MostPlaces = 7;

    /// <summary>Positions of the next step, given how many remain: split as evenly as possible.</summary>
    public static int Height(int left)
    {
        var steps = (left + MostPlaces - 1) / MostPlaces;
        return (left + steps - 1) / steps;
    }

    /// <summary>Computes TRows.Value positions; RowStride is the stride between their numbers of b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes, TVector, TRows>(in TileTask task)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TRows : struct, IRowCount
    {
        var start = task.Bias is null ? TLanes.Zero : TLanes.Broadcast(task.Bias);
        TVector
            x0 = start, y0 = start, x1 = start, y1 = start, x2 = start, y2 = start, x3 = start, y3 = start,
            x4 = start, y4 = start, x5 = start, y5 = start, x6 = start, y6 = start;
        var s = task.RowStride;
        var next = task.BStride;
        var depth = task.Depth;
        for (var block = 0; block < task.Blocks; block++)
        {
            var a = task.A + (block * task.ABlock);
            var b = task.B + (block * task.BBlock);
            for (var k = 0; k < depth; k++)
            {
                var w = TLanes.Broadcast(a + k);
                if (TRows.Value > 0) { x0 = TLanes.MultiplyAdd(w, TLanes.Load(b), x0); y0 = TLanes.MultiplyAdd(w, TLanes.Load(b + TLanes.Count), y0); }
                if (TRows.Value > 1) { x1 = TLanes.MultiplyAdd(w, TLanes.Load(b + s), x1); y1 = TLanes.MultiplyAdd(w, TLanes.Load(b + s + TLanes.Count), y1); }
                if (TRows.Value > 2) { x2 = TLanes.MultiplyAdd(w, TLanes.Load(b + (2 * s)), x2); y2 = TLanes.MultiplyAdd(w, TLanes.Load(b + (2 * s) + TLanes.Count), y2); }
                if (TRows.Value > 3) { x3 = TLanes.MultiplyAdd(w, TLanes.Load(b + (3 * s)), x3); y3 = TLanes.MultiplyAdd(w, TLanes.Load(b + (3 * s) + TLanes.Count), y3); }
                if (TRows.Value > 4) { x4 = TLanes.MultiplyAdd(w, TLanes.Load(b + (4 * s)), x4); y4 = TLanes.MultiplyAdd(w, TLanes.Load(b + (4 * s) + TLanes.Count), y4); }
                if (TRows.Value > 5) { x5 = TLanes.MultiplyAdd(w, TLanes.Load(b + (5 * s)), x5); y5 = TLanes.MultiplyAdd(w, TLanes.Load(b + (5 * s) + TLanes.Count), y5); }
                if (TRows.Value > 6) { x6 = TLanes.MultiplyAdd(w, TLanes.Load(b + (6 * s)), x6); y6 = TLanes.MultiplyAdd(w, TLanes.Load(b + (6 * s) + TLanes.Count), y6); }
                b += next;
            }
        }

        var c = task.C;
        var row = task.CStride;
        if (TRows.Value > 0) { TLanes.Store(x0, c); TLanes.Store(y0, c + TLanes.Count); }
        if (TRows.Value > 1) { TLanes.Store(x1, c + row); TLanes.Store(y1, c + row + TLanes.Count); }
        if (TRows.Value > 2) { TLanes.Store(x2, c + (2 * row)); TLanes.Store(y2, c + (2 * row) + TLanes.Count); }
        if (TRows.Value > 3) { TLanes.Store(x3, c + (3 * row)); TLanes.Store(y3, c + (3 * row) + TLanes.Count); }
        if (TRows.Value > 4) { TLanes.Store(x4, c + (4 * row)); TLanes.Store(y4, c + (4 * row) + TLanes.Count); }
        if (TRows.Value > 5) { TLanes.Store(x5, c + (5 * row)); TLanes.Store(y5, c + (5 * row) + TLanes.Count); }
        if (TRows.Value > 6) { TLanes.Store(x6, c + (6 * row)); TLanes.Store(y6, c + (6 * row) + TLanes.Count); }
    }
}
