using System.Buffers;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Gemm;

/// <summary>The product of two small matrices with any strides, on one thread: for layers of a few units, many of which run at once.</summary>
internal static unsafe class StridedProduct
{
    private const int Lanes = 16;
    private const int RowsAtOnce = 8;

    /// <summary>c = a b + start.</summary>
    /// <param name="a">[rows, terms].</param>
    /// <param name="b">[terms, columns].</param>
    /// <param name="start">[columns]; null for 0.</param>
    /// <param name="c">Receives [rows, columns].</param>
    /// <param name="rows">Rows of a and c.</param>
    /// <param name="columns">Columns of b and c.</param>
    /// <param name="terms">Columns of a and rows of b.</param>
    public static void Multiply(StridedMatrix a, StridedMatrix b, float* start, StridedMatrix c, int rows, int columns, int terms)
    {
        var panels = (columns + Lanes - 1) / Lanes;
        var packedB = ArrayPool<float>.Shared.Rent((panels * terms * Lanes) + (panels * Lanes));
        var packedA = ArrayPool<float>.Shared.Rent(Math.Max(terms, 1) * RowsAtOnce);
        fixed (float* right = packedB, left = packedA)
        {
            var starts = right + (panels * terms * Lanes);
            new Span<float>(starts, panels * Lanes).Clear();
            if (start is not null) new ReadOnlySpan<float>(start, columns).CopyTo(new Span<float>(starts, columns));
            for (var panel = 0; panel < panels; panel++)
                Pack(b, panel * Lanes, Math.Min(Lanes, columns - (panel * Lanes)), terms, right + (panel * terms * Lanes));
            for (var row = 0; row < rows; row += RowsAtOnce)
            {
                var height = Math.Min(RowsAtOnce, rows - row);
                PackRows(a, row, height, terms, left);
                for (var panel = 0; panel < panels; panel++)
                {
                    Rows(left, right + (panel * terms * Lanes), terms, Vector512.Load(starts + (panel * Lanes)), c, row, height, panel * Lanes,
                        Math.Min(Lanes, columns - (panel * Lanes)));
                }
            }
        }

        ArrayPool<float>.Shared.Return(packedB);
        ArrayPool<float>.Shared.Return(packedA);
    }

    private static void Pack(StridedMatrix b, int column, int width, int terms, float* packed)
    {
        if (width < Lanes) new Span<float>(packed, terms * Lanes).Clear();
        if (b.ColumnStride == 1)
        {
            for (var term = 0; term < terms; term++) new ReadOnlySpan<float>(b.At(term, column), width).CopyTo(new Span<float>(packed + (term * Lanes), width));
            return;
        }

        for (var lane = 0; lane < width; lane++)
        {
            var from = b.At(0, column + lane);
            for (var term = 0; term < terms; term++) packed[(term * Lanes) + lane] = from[term * b.RowStride];
        }
    }

    private static void PackRows(StridedMatrix a, int row, int height, int terms, float* packed)
    {
        if (height < RowsAtOnce) new Span<float>(packed, terms * RowsAtOnce).Clear();
        if (a.RowStride == 1 && height == RowsAtOnce)
        {
            for (var term = 0; term < terms; term++) Vector256.Load(a.At(row, term)).Store(packed + (term * RowsAtOnce));
            return;
        }

        for (var i = 0; i < height; i++)
        {
            var from = a.At(row + i, 0);
            for (var term = 0; term < terms; term++) packed[(term * RowsAtOnce) + i] = from[term * a.ColumnStride];
        }
    }

    private static void Rows(float* a, float* b, int terms, Vector512<float> start, StridedMatrix c, int row, int height, int column, int width)
    {
        var (s0, s1, s2, s3, s4, s5, s6, s7) = (start, start, start, start, start, start, start, start);
        var end = a + (terms * RowsAtOnce);
        for (var from = a; from < end; from += RowsAtOnce, b += Lanes)
        {
            var right = Vector512.Load(b);
            s0 = Vector512.FusedMultiplyAdd(Vector512.Create(from[0]), right, s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.Create(from[1]), right, s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.Create(from[2]), right, s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.Create(from[3]), right, s3);
            s4 = Vector512.FusedMultiplyAdd(Vector512.Create(from[4]), right, s4);
            s5 = Vector512.FusedMultiplyAdd(Vector512.Create(from[5]), right, s5);
            s6 = Vector512.FusedMultiplyAdd(Vector512.Create(from[6]), right, s6);
            s7 = Vector512.FusedMultiplyAdd(Vector512.Create(from[7]), right, s7);
        }

        Store(s0, c.At(row, column), width);
        if (height > 1) Store(s1, c.At(row + 1, column), width);
        if (height > 2) Store(s2, c.At(row + 2, column), width);
        if (height > 3) Store(s3, c.At(row + 3, column), width);
        if (height > 4) Store(s4, c.At(row + 4, column), width);
        if (height > 5) Store(s5, c.At(row + 5, column), width);
        if (height > 6) Store(s6, c.At(row + 6, column), width);
        if (height > 7) Store(s7, c.At(row + 7, column), width);
    }

    private static void Store(Vector512<float> sum, float* to, int width)
    {
        if (width == Lanes) sum.Store(to);
        else new ReadOnlySpan<float>(&sum, width).CopyTo(new Span<float>(to, width));
    }
}
