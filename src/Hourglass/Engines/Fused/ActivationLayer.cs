using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused;

/// <summary>The forward half of an activation that stands alone.</summary>
internal sealed unsafe class ActivationLayer(Signal output, ActivationKernel activation) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(output.Features, worker, workers);
        var (kept, values) = (output.Kept, output.Values);
        for (var panel = 0; panel < values.Count; panel++)
            activation.Apply(kept.At(panel, from), values.At(panel, from), (to - from) * Panels.Lanes);
    }

    /// <inheritdoc/>
    public override string Describe() => $"{output.Name} through its activation";
}
