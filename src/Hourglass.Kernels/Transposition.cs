using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hourglass.Kernels;

/// <summary>Converts matrices between rows and panels, and transposes them.</summary>
internal static unsafe class Transposition
{
    private const int Block = 16;

    /// <summary>Converts panels to rows.</summary>
    /// <param name="from">The panels.</param>
    /// <param name="to">The rows.</param>
    /// <param name="first">The first feature.</param>
    /// <param name="last">One past the last.</param>
    public static void ToRows(Panels from, RowMatrix to, int first, int last)
    {
        for (var panel = 0; panel < from.Count; panel++) Copy(from.At(panel, first), Panels.Lanes, to.At(panel * Panels.Lanes) + first, to.Stride, last - first,
            Panels.Lanes);
    }

    /// <summary>Converts rows to panels.</summary>
    /// <param name="from">The rows.</param>
    /// <param name="to">The panels.</param>
    /// <param name="first">The first panel.</param>
    /// <param name="last">One past the last.</param>
    public static void ToPanels(RowMatrix from, Panels to, int first, int last)
    {
        for (var panel = first; panel < last; panel++) Copy(from.At(panel * Panels.Lanes), from.Stride, to.At(panel, 0), Panels.Lanes, Panels.Lanes,
            to.Features);
    }

    /// <summary>to[column, row] = from[row, column].</summary>
    /// <param name="from">[rows, columns].</param>
    /// <param name="fromStride">Its row stride, in numbers.</param>
    /// <param name="to">[columns, rows].</param>
    /// <param name="toStride">Its row stride, in numbers.</param>
    /// <param name="rows">Rows of <paramref name="from"/>.</param>
    /// <param name="columns">Columns of <paramref name="from"/>.</param>
    public static void Copy(float* from, nint fromStride, float* to, nint toStride, int rows, int columns)
    {
        var (wholeRows, wholeColumns) = Avx512F.IsSupported ? (rows / Block * Block, columns / Block * Block) : (0, 0);
        for (var row = 0; row < wholeRows; row += Block)
        {
            for (var column = 0; column < wholeColumns; column += Block)
                CopyBlock(from + (row * fromStride) + column, fromStride, to + (column * toStride) + row, toStride);
        }

        CopyEach(from, fromStride, to, toStride, 0, wholeRows, wholeColumns, columns);
        CopyEach(from, fromStride, to, toStride, wholeRows, rows, 0, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyEach(float* from, nint fromStride, float* to, nint toStride, int firstRow, int lastRow, int firstColumn, int lastColumn)
    {
        for (var row = firstRow; row < lastRow; row++)
        {
            for (var column = firstColumn; column < lastColumn; column++) to[(column * toStride) + row] = from[(row * fromStride) + column];
        }
    }

    /// <summary>16 x 16 numbers in registers: pairs of rows, then fours, then quarters of rows change places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyBlock(float* from, nint fromStride, float* to, nint toStride)
    {
        Fours(from, fromStride, out var a0, out var a1, out var a2, out var a3);
        Fours(from + (4 * fromStride), fromStride, out var b0, out var b1, out var b2, out var b3);
        Fours(from + (8 * fromStride), fromStride, out var c0, out var c1, out var c2, out var c3);
        Fours(from + (12 * fromStride), fromStride, out var d0, out var d1, out var d2, out var d3);
        Quarters(a0, b0, c0, d0, to, toStride);
        Quarters(a1, b1, c1, d1, to + toStride, toStride);
        Quarters(a2, b2, c2, d2, to + (2 * toStride), toStride);
        Quarters(a3, b3, c3, d3, to + (3 * toStride), toStride);
    }

    /// <summary>Four rows; quarter q of result j is column 4 q + j of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fours(float* from, nint stride, out Vector512<float> r0, out Vector512<float> r1, out Vector512<float> r2, out Vector512<float> r3)
    {
        Vector512<float> s0 = Vector512.Load(from), s1 = Vector512.Load(from + stride), s2 = Vector512.Load(from + (2 * stride)),
            s3 = Vector512.Load(from + (3 * stride));
        var (low, lower) = (Avx512F.UnpackLow(s0, s1).AsDouble(), Avx512F.UnpackLow(s2, s3).AsDouble());
        var (high, higher) = (Avx512F.UnpackHigh(s0, s1).AsDouble(), Avx512F.UnpackHigh(s2, s3).AsDouble());
        r0 = Avx512F.UnpackLow(low, lower).AsSingle();
        r1 = Avx512F.UnpackHigh(low, lower).AsSingle();
        r2 = Avx512F.UnpackLow(high, higher).AsSingle();
        r3 = Avx512F.UnpackHigh(high, higher).AsSingle();
    }

    /// <summary>Joins quarter q of four groups of rows to row 4 q of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* to, nint stride)
    {
        const byte Even = 0x88, Odd = 0xDD;
        var (ab, cd) = (Avx512F.Shuffle4x128(a, b, Even), Avx512F.Shuffle4x128(c, d, Even));
        Avx512F.Shuffle4x128(ab, cd, Even).Store(to);
        Avx512F.Shuffle4x128(ab, cd, Odd).Store(to + (8 * stride));
        (ab, cd) = (Avx512F.Shuffle4x128(a, b, Odd), Avx512F.Shuffle4x128(c, d, Odd));
        Avx512F.Shuffle4x128(ab, cd, Even).Store(to + (4 * stride));
        Avx512F.Shuffle4x128(ab, cd, Odd).Store(to + (12 * stride));
    }
}
