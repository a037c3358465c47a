using Hourglass.Kernels.Threading;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>One stage of a plan: all workers do their shares, then all proceed to the next stage.</summary>
internal abstract class Operation
{
    /// <summary>Does one worker's share.</summary>
    /// <param name="worker">Index of the worker, from 0.</param>
    /// <param name="workers">Number of workers.</param>
    public abstract void Do(int worker, int workers);

    /// <summary>Describes the operation.</summary>
    public abstract string Describe();

    /// <summary>Multiplications and additions of one step with this many examples, each counted as one.</summary>
    public abstract double FlopsPerExample { get; }

    /// <summary>A worker's share of this many items, in whole groups.</summary>
    public static (int From, int To) Share(int count, int worker, int workers, int group = 1) => WorkShare.Of(count, worker, workers, group);
}
