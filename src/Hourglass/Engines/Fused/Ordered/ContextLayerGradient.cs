using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused.Ordered;

/// <summary>The backward half of a <see cref="ContextLayer"/>, from dy in panels and by row: dx = W dy, dW = x dy' and, if there is a bias, db = sum dy.</summary>
internal sealed unsafe class ContextLayerGradient(Signal input, Signal output, ParameterMemory weight, ParameterMemory? bias, int network) : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;
    private readonly AlignedBuffer sums = new(input.Features);

    /// <inheritdoc/>
    public override double FlopsPerExample => 4.0 * input.Features * output.Features;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(input.Features, worker, workers);
        var offset = (nint)network * input.Features * output.Features;
        DenseKernels.Forward(kernels, weight.Values + offset, null, output.Gradient, input.Gradient, first, last);
        DenseKernels.BackwardWeight(kernels, input.Values, output.ByRow, weight.Gradient.Pointer + offset, sums.Pointer, first, last);
        if (bias is null) return;
        var (from, to) = Share(output.Features, worker, workers);
        for (var unit = from; unit < to; unit++) bias.Gradient.Pointer[((nint)network * output.Features) + unit] = DenseKernels.Sum(output.Gradient, unit);
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {input.Name} = {weight.Name} [{network}] @ d {output.Name}; d {weight.Name} [{network}]";
}
