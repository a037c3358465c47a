using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The backward half of a dense layer: dW = dy x', db = sum dy and, if computed together with these, dx = W' dy.</summary>
internal sealed unsafe class DenseGradient(Signal input, Signal output, ParameterMemory weight, ParameterMemory bias, DenseInputGradient? before) : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;

    /// <inheritdoc/>
    public override double FlopsPerExample => (2.0 * input.Features * output.Features * output.Each) + (before?.FlopsPerExample ?? 0);

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        before?.Do(worker, workers);
        var (from, to) = Share(output.Features, worker, workers);
        DenseKernels.BackwardWeight(kernels, output.Gradient, input.ByRow, weight.Gradient.Pointer, bias.Gradient.Pointer, from, to, input.NonZero);
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {weight.Name} = d {output.Name} @ {input.Name}'{(before is null ? "" : $"; {before.Describe()}")}";
}
