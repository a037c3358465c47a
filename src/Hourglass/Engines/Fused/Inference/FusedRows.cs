using System.Collections.Concurrent;
using Hourglass.Kernels.Threading;
using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Engines.Fused.Inference;

/// <summary>
/// Rows computed by compiled plans, some rows at a time and with a separate plan per worker, so that workers do not wait for each other. A row's result
/// does not depend on the other rows.
/// </summary>
internal sealed unsafe class FusedRows : RowComputation
{
    // Below some tenths of a millisecond of arithmetic, a thread takes longer to start than to work.
    private const double FlopsWorthAWorker = 3e7;

    private readonly InferencePlans plans;
    private readonly InferencePath path;
    private readonly RowReader read;
    private readonly double flops;
    private readonly int most;

    // Prepared for the current weights.
    private readonly ConcurrentBag<InferencePlan> idle;

    /// <summary>Takes a first plan.</summary>
    /// <param name="plans">The plans of the model; they have the path.</param>
    /// <param name="path">The path.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="read">Reads the input of a row; called by several threads.</param>
    public FusedRows(InferencePlans plans, InferencePath path, int count, RowReader read)
        : this(plans, path, count, read, plans.Take(path))
    {
    }

    private FusedRows(InferencePlans plans, InferencePath path, int count, RowReader read, InferencePlan first)
        : base(count, first.Width)
    {
        (this.plans, this.path, this.read) = (plans, path, read);
        (flops, most) = (first.FlopsPerExample, first.MostRows);
        idle = [first];
    }

    /// <inheritdoc/>
    public override void Compute(int first, Span<float> rows, CancellationToken cancellation)
    {
        var count = rows.Length / Width;
        var workers = (int)Math.Clamp(flops * count / FlopsWorthAWorker, 1, get_num_threads());
        var share = Math.Clamp((count + workers - 1) / workers, 1, most);
        var next = 0;
        fixed (float* start = rows)
        {
            var result = (nint)start;
            if (workers == 1) Work(0);
            else Concurrently.For(workers, Work);

            void Work(int worker)
            {
                if (Volatile.Read(ref next) >= count) return;
                if (!idle.TryTake(out var plan)) plan = plans.Take(path);
                var flushed = DenormalNumbers.Flush(flush: true);
                try
                {
                    for (int from; (from = Interlocked.Add(ref next, share) - share) < count;)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        var some = Math.Min(share, count - from);
                        plan.Run(read, first + from, some, new Span<float>((float*)result + ((nint)from * Width), some * Width));
                    }
                }
                finally
                {
                    DenormalNumbers.Flush(flushed);
                    idle.Add(plan);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        while (idle.TryTake(out var plan)) plans.Return(path, plan);
    }
}
