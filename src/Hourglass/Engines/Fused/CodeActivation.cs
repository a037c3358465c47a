using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused;

/// <summary>The activation of a code whose input others look at too, so that it has memory of its own.</summary>
internal sealed unsafe class CodeActivation(Signal encoded, Signal code, ActivationKernel activation) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(code.Features, worker, workers);
        for (var panel = 0; panel < code.Values.Count; panel++)
            activation.Apply(encoded.Values.At(panel, from), code.Values.At(panel, from), (to - from) * Panels.Lanes);
    }

    /// <inheritdoc/>
    public override string Describe() => $"{code.Name} = {encoded.Name} through its activation";
}
