using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Kernels.Convolution;

/// <summary>
/// The dot products of up to 4 feature maps with 6 shifted ones along a row of pictures, added to sums of 16 lanes each, which stay in
/// registers along the row.
/// </summary>
internal static unsafe class DotTile
{
    /// <summary>Feature maps of the small pictures in a tile.</summary>
    public const int Rows = 4;

    /// <summary>Taps in a tile.</summary>
    public const int Columns = 6;

    /// <summary>Size of a tile's sums.</summary>
    public const int Numbers = Rows * Columns * 16;

    /// <summary>Adds a row's dot products for this many feature maps.</summary>
    public static void Add(in DotTask task, int rows)
    {
        switch (rows)
        {
            case 1:
                Add<RowCounts.R1>(task);
                break;
            case 2:
                Add<RowCounts.R2>(task);
                break;
            case 3:
                Add<RowCounts.R3>(task);
                break;
            default:
                Add<RowCounts.R4>(task);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TRows>(in DotTask task)
        where TRows : struct, IRowCount
    {
        var sums = task.Sums;
        Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        Vector512<float> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default;
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default;
        Vector512<float> d0 = default, d1 = default, d2 = default, d3 = default, d4 = default, d5 = default;
        if (TRows.Value > 0) { a0 = At(sums, 0); a1 = At(sums, 1); a2 = At(sums, 2); a3 = At(sums, 3); a4 = At(sums, 4); a5 = At(sums, 5); }
        if (TRows.Value > 1) { b0 = At(sums, 6); b1 = At(sums, 7); b2 = At(sums, 8); b3 = At(sums, 9); b4 = At(sums, 10); b5 = At(sums, 11); }
        if (TRows.Value > 2) { c0 = At(sums, 12); c1 = At(sums, 13); c2 = At(sums, 14); c3 = At(sums, 15); c4 = At(sums, 16); c5 = At(sums, 17); }
        if (TRows.Value > 3) { d0 = At(sums, 18); d1 = At(sums, 19); d2 = At(sums, 20); d3 = At(sums, 21); d4 = At(sums, 22); d5 = At(sums, 23); }
        nint o0 = task.Offsets[0], o1 = task.Offsets[1], o2 = task.Offsets[2], o3 = task.Offsets[3], o4 = task.Offsets[4], o5 = task.Offsets[5];
        const int Next = Panels.Lanes;
        float* s = task.Small, l = task.Large;
        for (var x = 0; x < task.Width; x++)
        {
            for (var half = 0; half < Panels.Lanes; half += 16)
            {
                Vector512<float> l0 = Vector512.Load(l + o0 + half), l1 = Vector512.Load(l + o1 + half), l2 = Vector512.Load(l + o2 + half);
                Vector512<float> l3 = Vector512.Load(l + o3 + half), l4 = Vector512.Load(l + o4 + half), l5 = Vector512.Load(l + o5 + half);
                Vector512<float> v;
                if (TRows.Value > 0)
                {
                    v = Vector512.Load(s + half);
                    a0 = Vector512.FusedMultiplyAdd(v, l0, a0); a1 = Vector512.FusedMultiplyAdd(v, l1, a1); a2 = Vector512.FusedMultiplyAdd(v, l2, a2);
                    a3 = Vector512.FusedMultiplyAdd(v, l3, a3); a4 = Vector512.FusedMultiplyAdd(v, l4, a4); a5 = Vector512.FusedMultiplyAdd(v, l5, a5);
                }

                if (TRows.Value > 1)
                {
                    v = Vector512.Load(s + Next + half);
                    b0 = Vector512.FusedMultiplyAdd(v, l0, b0); b1 = Vector512.FusedMultiplyAdd(v, l1, b1); b2 = Vector512.FusedMultiplyAdd(v, l2, b2);
                    b3 = Vector512.FusedMultiplyAdd(v, l3, b3); b4 = Vector512.FusedMultiplyAdd(v, l4, b4); b5 = Vector512.FusedMultiplyAdd(v, l5, b5);
                }

                if (TRows.Value > 2)
                {
                    v = Vector512.Load(s + (2 * Next) + half);
                    c0 = Vector512.FusedMultiplyAdd(v, l0, c0); c1 = Vector512.FusedMultiplyAdd(v, l1, c1); c2 = Vector512.FusedMultiplyAdd(v, l2, c2);
                    c3 = Vector512.FusedMultiplyAdd(v, l3, c3); c4 = Vector512.FusedMultiplyAdd(v, l4, c4); c5 = Vector512.FusedMultiplyAdd(v, l5, c5);
                }

                if (TRows.Value > 3)
                {
                    v = Vector512.Load(s + (3 * Next) + half);
                    d0 = Vector512.FusedMultiplyAdd(v, l0, d0); d1 = Vector512.FusedMultiplyAdd(v, l1, d1); d2 = Vector512.FusedMultiplyAdd(v, l2, d2);
                    d3 = Vector512.FusedMultiplyAdd(v, l3, d3); d4 = Vector512.FusedMultiplyAdd(v, l4, d4); d5 = Vector512.FusedMultiplyAdd(v, l5, d5);
                }
            }

            s += task.SmallStep;
            l += task.LargeStep;
        }

        if (TRows.Value > 0) { To(sums, 0, a0); To(sums, 1, a1); To(sums, 2, a2); To(sums, 3, a3); To(sums, 4, a4); To(sums, 5, a5); }
        if (TRows.Value > 1) { To(sums, 6, b0); To(sums, 7, b1); To(sums, 8, b2); To(sums, 9, b3); To(sums, 10, b4); To(sums, 11, b5); }
        if (TRows.Value > 2) { To(sums, 12, c0); To(sums, 13, c1); To(sums, 14, c2); To(sums, 15, c3); To(sums, 16, c4); To(sums, 17, c5); }
        if (TRows.Value > 3) { To(sums, 18, d0); To(sums, 19, d1); To(sums, 20, d2); To(sums, 21, d3); To(sums, 22, d4); To(sums, 23, d5); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> At(float* sums, int index) => Vector512.Load(sums + (index * 16));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void To(float* sums, int index, Vector512<float> sum) => sum.Store(sums + (index * 16));
}
