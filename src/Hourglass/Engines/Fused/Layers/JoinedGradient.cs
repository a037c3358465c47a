using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The backward half of <see cref="Joined"/>: the condition needs no gradient.</summary>
internal sealed unsafe class JoinedGradient(Signal signal, Signal joined) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(signal.Features, worker, workers);
        var length = (to - from) * Panels.Lanes;
        for (var panel = 0; panel < signal.Values.Count; panel++)
            new ReadOnlySpan<float>(joined.Gradient.At(panel, from), length).CopyTo(new Span<float>(signal.Gradient.At(panel, from), length));
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {signal.Name} = part of d {joined.Name}";
}
