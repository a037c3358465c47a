using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>Copies a signal's panels to rows, as needed for the gradient of weights.</summary>
/// <param name="signal">The signal.</param>
/// <param name="gradient">Whether to copy its gradient instead of its values.</param>
internal sealed class RowsOf(Signal signal, bool gradient = false) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(signal.Features, worker, workers, AlignedBuffer.CacheLine);
        Transposition.ToRows(gradient ? signal.Gradient : signal.Values, signal.ByRow, from, to);
    }

    /// <inheritdoc/>
    public override string Describe() => $"{(gradient ? "d " : "")}{signal.Name} by row";
}
