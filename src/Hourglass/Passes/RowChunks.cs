using System.Runtime.InteropServices;

namespace Hourglass.Passes;

/// <summary>Runs row computations: the only loop over all rows of a result, with one buffer that is reused for each chunk.</summary>
internal static class RowChunks
{
    private const int MostRows = 2048;

    // Of a chunk: 16 MB.
    private const int MostNumbers = 1 << 22;

    /// <summary>Passes all rows to <paramref name="write"/> and disposes of the computation.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void Write(RowComputation computation, RowWriter write, WorkControl control)
    {
        using var owned = computation;
        control.ThrowIfCancelled();
        var (count, width, most) = (computation.Count, computation.Width, RowsAtOnce(computation));
        var buffer = new float[most * width];
        for (var first = 0; first < count; first += most)
        {
            var rows = buffer.AsSpan(0, Math.Min(most, count - first) * width);
            computation.Compute(first, rows, control.Cancellation);
            write(first, rows);
            control.Done(Math.Min(first + most, count), count);
        }
    }

    /// <summary>All rows as one array, [count, width]; disposes of the computation.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static float[,] ToArray(RowComputation computation, WorkControl control = default)
    {
        var all = new float[computation.Count, computation.Width];
        Write(computation, (first, rows) => CopyTo(all, first, rows), control);
        return all;
    }

    /// <summary>Copies rows into an array, beginning at row <paramref name="first"/>.</summary>
    public static void CopyTo(float[,] all, int first, ReadOnlySpan<float> rows) =>
        rows.CopyTo(MemoryMarshal.CreateSpan(ref all[first, 0], rows.Length));

    /// <summary>Some rows of an array.</summary>
    public static ReadOnlySpan<float> Of(float[,] all, int first, int count) =>
        MemoryMarshal.CreateReadOnlySpan(ref all[first, 0], count * all.GetLength(1));

    /// <summary>Rows per chunk.</summary>
    internal static int RowsAtOnce(RowComputation computation)
    {
        var most = Math.Clamp(MostNumbers / computation.Width, 1, MostRows);
        return Math.Min(Math.Max(most / computation.Unit, 1) * computation.Unit, computation.Count);
    }
}
