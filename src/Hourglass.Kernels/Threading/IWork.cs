namespace Hourglass.Kernels.Threading;

/// <summary>Work that several workers do together, in stages that all of them finish before the next begins.</summary>
internal interface IWork
{
    /// <summary>How many stages there are.</summary>
    int Stages { get; }

    /// <summary>Does this worker's share of a stage.</summary>
    /// <param name="stage">Which, from 0.</param>
    /// <param name="worker">Who, from 0.</param>
    /// <param name="workers">How many there are.</param>
    void Do(int stage, int worker, int workers);
}
