using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The forward half of a dense layer: y = f(W x + b).</summary>
/// <param name="input">x.</param>
/// <param name="output">y.</param>
/// <param name="weight">W.</param>
/// <param name="bias">b.</param>
/// <param name="activation">f; null for the identity.</param>
/// <param name="activationName">Its name, for descriptions; null for none.</param>
internal sealed unsafe class DenseLayer(Signal input, Signal output, ParameterMemory weight, ParameterMemory bias, ActivationKernel? activation,
    string? activationName) : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;

    /// <inheritdoc/>
    public override double FlopsPerExample => 2.0 * input.Features * output.Features * output.Each;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(output.Features, worker, workers);
        var values = output.Values;
        var sums = output.Kept;
        DenseKernels.Forward(kernels, weight.Values, bias.Values, input.Values, sums, from, to, input.NonZero);
        if (activation is null) return;
        for (var panel = 0; panel < values.Count; panel++)
            activation.Apply(sums.At(panel, from), values.At(panel, from), (to - from) * Panels.Lanes);
    }

    /// <inheritdoc/>
    public override string Describe()
    {
        var sum = $"{weight.Name} [{output.Features}, {input.Features}] @ {input.Name} + bias";
        return $"{output.Name} = {(activationName is null ? sum : $"{activationName}({sum})")}";
    }
}
