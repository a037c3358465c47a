using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The part of a dense layer's backward half that propagates to its input: dx = W' dy.</summary>
internal sealed unsafe class DenseInputGradient(Signal input, Signal output, ParameterMemory weight) : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;

    /// <inheritdoc/>
    public override double FlopsPerExample => 2.0 * input.Features * output.Features * output.Each;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(input.Features, worker, workers);
        DenseKernels.Transposed(kernels, weight.Values, null, output.Gradient, input.Gradient, first, last);
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {input.Name} = {weight.Name}' @ d {output.Name}";
}
