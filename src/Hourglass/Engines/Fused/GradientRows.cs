using Hourglass.Kernels;

namespace Hourglass.Engines.Fused;

/// <summary>Copies a signal's gradient to rows, where its values are not wanted as rows.</summary>
internal sealed class GradientRows(Signal signal) : Operation
{
    private const int CacheLine = 16;

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(signal.Features, worker, workers, CacheLine);
        Transposition.ToRows(signal.Gradient, signal.ByRow, from, to);
    }

    /// <inheritdoc/>
    public override string Describe() => $"rows of d {signal.Name}";
}
