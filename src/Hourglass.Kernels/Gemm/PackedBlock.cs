using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Gemm;

/// <summary>
/// A copy of some rows of a that a first-level cache can hold. Addresses a multiple of 4 KB apart share one set of such a cache, which has
/// room for eight to twelve lines: the weights of 1,024 inputs evict each other.
/// </summary>
internal static unsafe class PackedBlock
{
    private const nint SetsApart = 4096 / sizeof(float);

    // Eight tiles. Read column by column, fewer would fetch the same lines several times.
    private const int MostRows = 8 * TileKernel.MostRows;

    [ThreadStatic]
    private static AlignedBuffer? room;

    /// <summary>Number of rows of a to copy at a time; 0 if its layout needs no copy.</summary>
    public static int RowsFor(in TileTask task)
    {
        if (Math.Max(task.RowStride, task.ColumnStride) % SetsApart != 0) return 0;
        return LiesByRow(task) ? TileKernel.MostRows : MostRows;
    }

    /// <summary>Copies the first rows and redirects the task to the copy, which is valid until the thread's next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Move(ref TileTask task, int rows)
    {
        var from = task.A;
        if (LiesByRow(task))
        {
            var stride = RowMatrix.StrideFor(task.Depth);
            task.A = Room(TileKernel.MostRows * stride);
            for (var row = 0; row < rows; row++) Copy(from + (row * task.RowStride), task.A + (row * stride), task.Depth);
            task.RowStride = stride;
            return;
        }

        task.A = Room(MostRows * task.Depth);
        for (var column = 0; column < task.Depth; column++) Copy(from + (column * task.ColumnStride), task.A + (column * (nint)MostRows), rows);
        task.ColumnStride = MostRows;
    }

    private static bool LiesByRow(in TileTask task) => task.ColumnStride == 1;

    private static float* Room(nint length)
    {
        if (room is null || room.Length < length) room = new AlignedBuffer(length);
        return room.Pointer;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* from, float* to, int length)
    {
        var done = 0;
        for (; done <= length - Vector512<float>.Count; done += Vector512<float>.Count) Vector512.Load(from + done).Store(to + done);
        for (; done < length; done++) to[done] = from[done];
    }
}
