using System.Numerics.Tensors;

namespace Hourglass.Kernels.Columns;

/// <summary>Logarithms of softmax functions over blocks of each row.</summary>
internal static unsafe class BlockSoftmax
{
    // Below it, threads cost more than they save.
    private const int LeastNumbers = 1 << 14;

    /// <summary>log softmax of each block.</summary>
    /// <param name="logits">[rows, numbers].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="ends">The end of each block in a row.</param>
    /// <param name="result">Receives [rows, numbers].</param>
    /// <param name="threads">The most threads.</param>
    public static void Log(float* logits, int rows, int[] ends, float* result, int threads) => ForRows(rows, ends[^1], threads, row =>
    {
        var (at, start) = ((nint)row * ends[^1], 0);
        foreach (var end in ends)
        {
            var block = new ReadOnlySpan<float>(logits + at + start, end - start);
            var target = new Span<float>(result + at + start, end - start);
            var most = TensorPrimitives.Max(block);
            TensorPrimitives.Subtract(block, most, target);
            TensorPrimitives.Exp(target, target);
            TensorPrimitives.Subtract(block, most + MathF.Log(TensorPrimitives.Sum<float>(target)), target);
            start = end;
        }
    });

    /// <summary>The gradient with respect to the logits.</summary>
    /// <param name="logs">The result of <see cref="Log"/>: [rows, numbers].</param>
    /// <param name="slope">The gradient with respect to that result: [rows, numbers].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="ends">The end of each block in a row.</param>
    /// <param name="gradient">Receives [rows, numbers].</param>
    /// <param name="threads">The most threads.</param>
    public static void Gradient(float* logs, float* slope, int rows, int[] ends, float* gradient, int threads) => ForRows(rows, ends[^1], threads, row =>
    {
        var (at, start) = ((nint)row * ends[^1], 0);
        foreach (var end in ends)
        {
            var log = new ReadOnlySpan<float>(logs + at + start, end - start);
            var given = new ReadOnlySpan<float>(slope + at + start, end - start);
            var target = new Span<float>(gradient + at + start, end - start);
            TensorPrimitives.Exp(log, target);
            TensorPrimitives.MultiplyAdd(target, -TensorPrimitives.Sum(given), given, target);
            start = end;
        }
    });

    private static void ForRows(int rows, int numbers, int threads, Action<int> work)
    {
        if (threads > 1 && (long)rows * numbers >= LeastNumbers)
        {
            // Large parts: the work of a row is short.
            var parts = Math.Min(threads * 4, rows);
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
            {
                for (var row = (int)((long)rows * part / parts); row < (int)((long)rows * (part + 1) / parts); row++) work(row);
            });
            return;
        }

        for (var row = 0; row < rows; row++) work(row);
    }
}
