using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The forward half of a layer with the transposed weights of another layer: y = f(W' x + b).</summary>
internal sealed unsafe class TiedLayer(Signal input, Signal output, ParameterMemory weight, ParameterMemory bias, ActivationKernel? activation) : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;

    /// <inheritdoc/>
    public override double FlopsPerExample => 2.0 * input.Features * output.Features;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(output.Features, worker, workers);
        DenseKernels.Transposed(kernels, weight.Values, bias.Values, input.Values, output.Kept, from, to);
        if (activation is null) return;
        for (var panel = 0; panel < output.Values.Count; panel++)
            activation.Apply(output.Kept.At(panel, from), output.Values.At(panel, from), (to - from) * Panels.Lanes);
    }

    /// <inheritdoc/>
    public override string Describe() => $"{output.Name} = {weight.Name}' @ {input.Name} + {bias.Name}";
}
