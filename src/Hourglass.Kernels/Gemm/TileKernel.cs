using System.Runtime.CompilerServices;

namespace Hourglass.Kernels.Gemm;

/// <summary>
/// The one matrix kernel: c[r, lane] = bias[r] (or c itself) + sum_k a[r, k] * b[k, lane] for up to 14 rows and two vectors of lanes, the second
/// of which may be shorter or absent. The sums stay in registers from the first k to the last
/// (28 of the 32 of AVX-512). The numbers of a are broadcast one by one, those
/// of b are read as vectors. Each sum is in the order of k, so it depends neither on the distribution of rows nor on neighbouring computations.
/// </summary>
internal static unsafe class TileKernel
{
    /// <summary>Largest number of rows of a kernel.</summary>
    public const int MostRows = 14;

    /// <summary>Computes one tile of TRows.Value rows, from all terms of the sums or those that the task lists.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes, TVector, TSecond, TSecondVector, TRows, TTerms>(in TileTask task)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TSecond : struct, ISecondLanes<TVector, TSecondVector>
        where TSecondVector : struct
        where TRows : struct, IRowCount
        where TTerms : struct, ITerms
    {
        TVector
            x0 = TLanes.Zero, x1 = TLanes.Zero, x2 = TLanes.Zero, x3 = TLanes.Zero, x4 = TLanes.Zero, x5 = TLanes.Zero, x6 = TLanes.Zero,
            x7 = TLanes.Zero, x8 = TLanes.Zero, x9 = TLanes.Zero, x10 = TLanes.Zero, x11 = TLanes.Zero, x12 = TLanes.Zero, x13 = TLanes.Zero;
        TSecondVector
            y0 = TSecond.Zero, y1 = TSecond.Zero, y2 = TSecond.Zero, y3 = TSecond.Zero, y4 = TSecond.Zero, y5 = TSecond.Zero, y6 = TSecond.Zero,
            y7 = TSecond.Zero, y8 = TSecond.Zero, y9 = TSecond.Zero, y10 = TSecond.Zero, y11 = TSecond.Zero, y12 = TSecond.Zero, y13 = TSecond.Zero;
        var bias = task.Bias;
        if (bias is not null)
        {
            if (TRows.Value > 0) { x0 = TLanes.Broadcast(bias); y0 = TSecond.Broadcast(bias); }
            if (TRows.Value > 1) { x1 = TLanes.Broadcast(bias + 1); y1 = TSecond.Broadcast(bias + 1); }
            if (TRows.Value > 2) { x2 = TLanes.Broadcast(bias + 2); y2 = TSecond.Broadcast(bias + 2); }
            if (TRows.Value > 3) { x3 = TLanes.Broadcast(bias + 3); y3 = TSecond.Broadcast(bias + 3); }
            if (TRows.Value > 4) { x4 = TLanes.Broadcast(bias + 4); y4 = TSecond.Broadcast(bias + 4); }
            if (TRows.Value > 5) { x5 = TLanes.Broadcast(bias + 5); y5 = TSecond.Broadcast(bias + 5); }
            if (TRows.Value > 6) { x6 = TLanes.Broadcast(bias + 6); y6 = TSecond.Broadcast(bias + 6); }
            if (TRows.Value > 7) { x7 = TLanes.Broadcast(bias + 7); y7 = TSecond.Broadcast(bias + 7); }
            if (TRows.Value > 8) { x8 = TLanes.Broadcast(bias + 8); y8 = TSecond.Broadcast(bias + 8); }
            if (TRows.Value > 9) { x9 = TLanes.Broadcast(bias + 9); y9 = TSecond.Broadcast(bias + 9); }
            if (TRows.Value > 10) { x10 = TLanes.Broadcast(bias + 10); y10 = TSecond.Broadcast(bias + 10); }
            if (TRows.Value > 11) { x11 = TLanes.Broadcast(bias + 11); y11 = TSecond.Broadcast(bias + 11); }
            if (TRows.Value > 12) { x12 = TLanes.Broadcast(bias + 12); y12 = TSecond.Broadcast(bias + 12); }
            if (TRows.Value > 13) { x13 = TLanes.Broadcast(bias + 13); y13 = TSecond.Broadcast(bias + 13); }
        }
        else if (task.Adds)
        {
            var sum = task.C;
            var apart = task.CStride;
            if (TRows.Value > 0) { x0 = TLanes.Load(sum); y0 = TSecond.Load(sum + TLanes.Count); }
            if (TRows.Value > 1) { x1 = TLanes.Load(sum + apart); y1 = TSecond.Load(sum + apart + TLanes.Count); }
            if (TRows.Value > 2) { x2 = TLanes.Load(sum + (2 * apart)); y2 = TSecond.Load(sum + (2 * apart) + TLanes.Count); }
            if (TRows.Value > 3) { x3 = TLanes.Load(sum + (3 * apart)); y3 = TSecond.Load(sum + (3 * apart) + TLanes.Count); }
            if (TRows.Value > 4) { x4 = TLanes.Load(sum + (4 * apart)); y4 = TSecond.Load(sum + (4 * apart) + TLanes.Count); }
            if (TRows.Value > 5) { x5 = TLanes.Load(sum + (5 * apart)); y5 = TSecond.Load(sum + (5 * apart) + TLanes.Count); }
            if (TRows.Value > 6) { x6 = TLanes.Load(sum + (6 * apart)); y6 = TSecond.Load(sum + (6 * apart) + TLanes.Count); }
            if (TRows.Value > 7) { x7 = TLanes.Load(sum + (7 * apart)); y7 = TSecond.Load(sum + (7 * apart) + TLanes.Count); }
            if (TRows.Value > 8) { x8 = TLanes.Load(sum + (8 * apart)); y8 = TSecond.Load(sum + (8 * apart) + TLanes.Count); }
            if (TRows.Value > 9) { x9 = TLanes.Load(sum + (9 * apart)); y9 = TSecond.Load(sum + (9 * apart) + TLanes.Count); }
            if (TRows.Value > 10) { x10 = TLanes.Load(sum + (10 * apart)); y10 = TSecond.Load(sum + (10 * apart) + TLanes.Count); }
            if (TRows.Value > 11) { x11 = TLanes.Load(sum + (11 * apart)); y11 = TSecond.Load(sum + (11 * apart) + TLanes.Count); }
            if (TRows.Value > 12) { x12 = TLanes.Load(sum + (12 * apart)); y12 = TSecond.Load(sum + (12 * apart) + TLanes.Count); }
            if (TRows.Value > 13) { x13 = TLanes.Load(sum + (13 * apart)); y13 = TSecond.Load(sum + (13 * apart) + TLanes.Count); }
        }

        // In bytes, and odd multiples only: a processor's address adds an offset times 1, 2, 4 or 8, which leaves one pointer to move.
        var s = task.RowStride * sizeof(float);
        nint s3 = 3 * s, s5 = 5 * s, s7 = 7 * s, s9 = 9 * s, s11 = 11 * s, s13 = 13 * s;
        var step = task.ColumnStride * sizeof(float);
        var next = task.BStride;
        var depth = task.Depth;
        for (var block = 0; block < task.Blocks; block++)
        {
            var a = (byte*)(task.A + (block * task.ABlock));
            var b = task.B + (block * task.BBlock);
            var firstA = a;
            var firstB = b;
            var terms = TTerms.AreListed ? task.Terms + (block * (task.Depth + 1)) : null;
            if (TTerms.AreListed) depth = *terms++;
            else if (task.LastDepth > 0 && block == task.Blocks - 1) depth = task.LastDepth;
            for (var k = 0; k < depth; k++)
            {
                if (TTerms.AreListed)
                {
                    nint term = terms[k];
                    a = firstA + (term * step);
                    b = firstB + (term * next);
                }

                var x = TLanes.Load(b);
                var y = TSecond.Load(b + TLanes.Count);
                TVector w;
                if (TRows.Value > 0) { w = TLanes.Broadcast((float*)a); x0 = TLanes.MultiplyAdd(w, x, x0); y0 = TSecond.MultiplyAdd(w, y, y0); }
                if (TRows.Value > 1) { w = TLanes.Broadcast((float*)(a + s)); x1 = TLanes.MultiplyAdd(w, x, x1); y1 = TSecond.MultiplyAdd(w, y, y1); }
                if (TRows.Value > 2) { w = TLanes.Broadcast((float*)(a + (2 * s))); x2 = TLanes.MultiplyAdd(w, x, x2); y2 = TSecond.MultiplyAdd(w, y, y2); }
                if (TRows.Value > 3) { w = TLanes.Broadcast((float*)(a + s3)); x3 = TLanes.MultiplyAdd(w, x, x3); y3 = TSecond.MultiplyAdd(w, y, y3); }
                if (TRows.Value > 4) { w = TLanes.Broadcast((float*)(a + (4 * s))); x4 = TLanes.MultiplyAdd(w, x, x4); y4 = TSecond.MultiplyAdd(w, y, y4); }
                if (TRows.Value > 5) { w = TLanes.Broadcast((float*)(a + s5)); x5 = TLanes.MultiplyAdd(w, x, x5); y5 = TSecond.MultiplyAdd(w, y, y5); }
                if (TRows.Value > 6) { w = TLanes.Broadcast((float*)(a + (2 * s3))); x6 = TLanes.MultiplyAdd(w, x, x6); y6 = TSecond.MultiplyAdd(w, y, y6); }
                if (TRows.Value > 7) { w = TLanes.Broadcast((float*)(a + s7)); x7 = TLanes.MultiplyAdd(w, x, x7); y7 = TSecond.MultiplyAdd(w, y, y7); }
                if (TRows.Value > 8) { w = TLanes.Broadcast((float*)(a + (8 * s))); x8 = TLanes.MultiplyAdd(w, x, x8); y8 = TSecond.MultiplyAdd(w, y, y8); }
                if (TRows.Value > 9) { w = TLanes.Broadcast((float*)(a + s9)); x9 = TLanes.MultiplyAdd(w, x, x9); y9 = TSecond.MultiplyAdd(w, y, y9); }
                if (TRows.Value > 10) { w = TLanes.Broadcast((float*)(a + (2 * s5))); x10 = TLanes.MultiplyAdd(w, x, x10); y10 = TSecond.MultiplyAdd(w, y, y10); }
                if (TRows.Value > 11) { w = TLanes.Broadcast((float*)(a + s11)); x11 = TLanes.MultiplyAdd(w, x, x11); y11 = TSecond.MultiplyAdd(w, y, y11); }
                if (TRows.Value > 12) { w = TLanes.Broadcast((float*)(a + (4 * s3))); x12 = TLanes.MultiplyAdd(w, x, x12); y12 = TSecond.MultiplyAdd(w, y, y12); }
                if (TRows.Value > 13) { w = TLanes.Broadcast((float*)(a + s13)); x13 = TLanes.MultiplyAdd(w, x, x13); y13 = TSecond.MultiplyAdd(w, y, y13); }
                if (TTerms.AreListed) continue;
                a += step;
                b += next;
            }
        }

        var c = task.C;
        var row = task.CStride;
        if (TRows.Value > 0) { TLanes.Store(x0, c); TSecond.Store(y0, c + TLanes.Count); }
        if (TRows.Value > 1) { TLanes.Store(x1, c + (1 * row)); TSecond.Store(y1, c + (1 * row) + TLanes.Count); }
        if (TRows.Value > 2) { TLanes.Store(x2, c + (2 * row)); TSecond.Store(y2, c + (2 * row) + TLanes.Count); }
        if (TRows.Value > 3) { TLanes.Store(x3, c + (3 * row)); TSecond.Store(y3, c + (3 * row) + TLanes.Count); }
        if (TRows.Value > 4) { TLanes.Store(x4, c + (4 * row)); TSecond.Store(y4, c + (4 * row) + TLanes.Count); }
        if (TRows.Value > 5) { TLanes.Store(x5, c + (5 * row)); TSecond.Store(y5, c + (5 * row) + TLanes.Count); }
        if (TRows.Value > 6) { TLanes.Store(x6, c + (6 * row)); TSecond.Store(y6, c + (6 * row) + TLanes.Count); }
        if (TRows.Value > 7) { TLanes.Store(x7, c + (7 * row)); TSecond.Store(y7, c + (7 * row) + TLanes.Count); }
        if (TRows.Value > 8) { TLanes.Store(x8, c + (8 * row)); TSecond.Store(y8, c + (8 * row) + TLanes.Count); }
        if (TRows.Value > 9) { TLanes.Store(x9, c + (9 * row)); TSecond.Store(y9, c + (9 * row) + TLanes.Count); }
        if (TRows.Value > 10) { TLanes.Store(x10, c + (10 * row)); TSecond.Store(y10, c + (10 * row) + TLanes.Count); }
        if (TRows.Value > 11) { TLanes.Store(x11, c + (11 * row)); TSecond.Store(y11, c + (11 * row) + TLanes.Count); }
        if (TRows.Value > 12) { TLanes.Store(x12, c + (12 * row)); TSecond.Store(y12, c + (12 * row) + TLanes.Count); }
        if (TRows.Value > 13) { TLanes.Store(x13, c + (13 * row)); TSecond.Store(y13, c + (13 * row) + TLanes.Count); }
    }
}
