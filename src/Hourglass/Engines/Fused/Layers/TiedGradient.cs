using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The backward half of a <see cref="TiedLayer"/>: dx = W dy, db = sum dy, and its part of the shared dW = x dy', from dy by row.</summary>
internal sealed unsafe class TiedGradient(Signal input, Signal output, ParameterMemory weight, ParameterMemory bias) : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;
    private readonly AlignedBuffer part = new(weight.Length);
    private readonly AlignedBuffer sums = new(input.Features);

    /// <inheritdoc/>
    public override double FlopsPerExample => 4.0 * input.Features * output.Features;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(input.Features, worker, workers);
        DenseKernels.Forward(kernels, weight.Values, null, output.Gradient, input.Gradient, first, last);
        DenseKernels.BackwardWeight(kernels, input.Values, output.ByRow, part.Pointer, sums.Pointer, first, last);
        var (from, to) = Share(output.Features, worker, workers);
        for (var feature = from; feature < to; feature++) bias.Gradient.Pointer[feature] = DenseKernels.Sum(output.Gradient, feature);
    }

    /// <summary>Adds the part of dW to the part of the other layer.</summary>
    /// <param name="from">The first number of W.</param>
    /// <param name="to">One past the last.</param>
    public void AddToWeights(int from, int to)
    {
        var source = part.Span[from..to];
        var target = weight.Gradient.Span[from..to];
        for (var i = 0; i < source.Length; i++) target[i] += source[i];
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {input.Name} = {weight.Name} @ d {output.Name}; contribution to d {weight.Name}";
}
