using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused;

/// <summary>The backward half of <see cref="CodeActivation"/>.</summary>
internal sealed unsafe class CodeActivationGradient(Signal encoded, Signal code, ActivationKernel activation) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(code.Features, worker, workers);
        var kept = activation.NeedsInput ? encoded.Values : code.Values;
        var length = (to - from) * Panels.Lanes;
        for (var panel = 0; panel < code.Values.Count; panel++)
        {
            var gradient = encoded.Gradient.At(panel, from);
            new ReadOnlySpan<float>(code.Gradient.At(panel, from), length).CopyTo(new Span<float>(gradient, length));
            activation.Backward(kept.At(panel, from), gradient, length);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {encoded.Name} from d {code.Name}";
}
