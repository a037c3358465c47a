using System.Runtime.InteropServices;
using Hourglass.Data;
using Hourglass.Kernels.Threading;
using static TorchSharp.torch;

namespace Hourglass.Engines.Fused.Inference;

/// <summary>
/// Encodes, decodes and reconstructs by compiled plans, some rows at a time and with a separate plan per worker, so that workers do not wait
/// for each other. A row's result does not depend on the other rows.
/// </summary>
internal sealed class FusedInference(Autoencoder model) : IInference
{
    /// <summary>Maximum number of rows that libtorch, which needs no whole panels, computes as fast.</summary>
    public const int FewRows = 32;

    // Below some tenths of a millisecond of arithmetic, a thread takes longer to start than to work.
    private const double FlopsWorthAWorker = 3e7;
    private volatile InferencePlans? plans;

    /// <inheritdoc/>
    public float[,]? Encode(Examples examples) => Run(InferencePath.Encode, examples.Count, ReaderOf(examples));

    /// <inheritdoc/>
    public float[,]? Decode(float[,] codes) => Run(InferencePath.Decode, codes.GetLength(0), (row, values) => RowsOf(codes, row, 1).CopyTo(values));

    /// <inheritdoc/>
    public float[,]? Reconstruct(Examples examples) => Run(InferencePath.Reconstruct, examples.Count, ReaderOf(examples));

    private static RowReader ReaderOf(Examples examples) => (row, values) => examples.CopyTo([row], values);

    private static Span<float> RowsOf(float[,] matrix, int row, int count) => MemoryMarshal.CreateSpan(ref matrix[row, 0], count * matrix.GetLength(1));

    private float[,]? Run(InferencePath path, int count, RowReader read)
    {
        if (count <= FewRows) return null;
        var current = plans;
        if (current is null || !current.AreCurrent()) plans = current = new InferencePlans(model);
        if (!current.Have(path)) return null;
        var first = current.Take(path);
        var result = new float[count, first.Width];
        var workers = (int)Math.Clamp(first.FlopsPerExample * count / FlopsWorthAWorker, 1, get_num_threads());
        var share = Math.Clamp((count + workers - 1) / workers, 1, first.MostRows);
        var next = 0;
        if (workers == 1) Work(first);
        else
        {
            Concurrently.For(workers, worker =>
            {
                if (worker == 0) Work(first);
                else if (Volatile.Read(ref next) < count) Work(current.Take(path));
            });
        }

        return result;

        void Work(InferencePlan plan)
        {
            var flushed = DenormalNumbers.Flush(flush: true);
            try
            {
                for (int start; (start = Interlocked.Add(ref next, share) - share) < count;)
                {
                    var rows = Math.Min(share, count - start);
                    plan.Run(read, start, rows, RowsOf(result, start, rows));
                }
            }
            finally
            {
                DenormalNumbers.Flush(flushed);
            }

            current.Return(path, plan);
        }
    }
}
