using Hourglass.Kernels;

namespace Hourglass.Engines.Fused;

/// <summary>Copies a signal's panels to rows, which the gradient of the weights behind it reads.</summary>
internal sealed class RowsOf(Signal signal) : Operation
{
    private const int CacheLine = 16;

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(signal.Features, worker, workers, CacheLine);
        Transposition.ToRows(signal.Values, signal.ByRow, from, to);
    }

    /// <inheritdoc/>
    public override string Describe() => $"rows of {signal.Name}";
}
