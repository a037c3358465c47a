namespace Hourglass.Kernels.Threading;

/// <summary>Work that several workers do together, in stages: all finish one before the next begins.</summary>
internal interface IWork
{
    /// <summary>Number of stages.</summary>
    int Stages { get; }

    /// <summary>Does this worker's share of a stage.</summary>
    /// <param name="stage">Which, from 0.</param>
    /// <param name="worker">Index of the worker, from 0.</param>
    /// <param name="workers">Number of workers.</param>
    void Do(int stage, int worker, int workers);
}
