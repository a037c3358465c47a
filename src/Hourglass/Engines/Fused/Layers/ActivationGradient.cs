using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The backward half of an activation: the gradient of its output becomes that of its input.</summary>
internal sealed unsafe class ActivationGradient(Signal output, ActivationKernel activation) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(output.Features, worker, workers);
        var gradient = output.Gradient;
        var kept = activation.NeedsInput ? output.Kept : output.Values;
        for (var panel = 0; panel < gradient.Count; panel++)
            activation.Backward(kept.At(panel, from), gradient.At(panel, from), (to - from) * Panels.Lanes);
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {output.Name} times the derivative of its activation";
}
