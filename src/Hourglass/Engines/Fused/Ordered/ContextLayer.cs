using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused.Ordered;

/// <summary>A dense layer of one of several networks: y = f(W' x + b).</summary>
/// <param name="input">x.</param>
/// <param name="output">y.</param>
/// <param name="weight">W of all networks: [networks, inputs, outputs].</param>
/// <param name="bias">b of all networks, [networks, outputs]; null for 0.</param>
/// <param name="network">Which network.</param>
/// <param name="activation">f; null for the identity.</param>
internal sealed unsafe class ContextLayer(
    Signal input, Signal output, ParameterMemory weight, ParameterMemory? bias, int network, ActivationKernel? activation) : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;

    /// <inheritdoc/>
    public override double FlopsPerExample => 2.0 * input.Features * output.Features;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(output.Features, worker, workers);
        DenseKernels.Transposed(kernels, weight.Values + ((nint)network * input.Features * output.Features),
            bias is null ? null : bias.Values + ((nint)network * output.Features), input.Values, output.Values, from, to);
        if (activation is null) return;
        for (var panel = 0; panel < output.Values.Count; panel++)
            activation.Apply(output.Values.At(panel, from), output.Values.At(panel, from), (to - from) * Panels.Lanes);
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"{output.Name} = {(activation is null ? "" : "relu of ")}{weight.Name} [{network}]' @ {input.Name}{(bias is null ? "" : " + bias")}";
}
