using Hourglass.Kernels.Threading;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>One stage of a plan: all workers do their shares of it, then all go on to the next.</summary>
internal abstract class Operation
{
    /// <summary>Does one worker's share.</summary>
    /// <param name="worker">Who, from 0.</param>
    /// <param name="workers">How many there are.</param>
    public abstract void Do(int worker, int workers);

    /// <summary>What it does, for people.</summary>
    public abstract string Describe();

    /// <summary>Multiplications and additions of one step with so many examples, each counted as one.</summary>
    public abstract double FlopsPerExample { get; }

    /// <summary>A worker's share of so many things, in whole groups.</summary>
    public static (int From, int To) Share(int count, int worker, int workers, int group = 1) => WorkShare.Of(count, worker, workers, group);
}
