using Hourglass.Kernels;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused;

/// <summary>The backward half of a dense layer: dW = dy x', db = sum dy and, where wanted here, dx = W' dy.</summary>
internal sealed unsafe class DenseGradient : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;
    private readonly Signal input;
    private readonly Signal output;
    private readonly ParameterMemory weight;
    private readonly ParameterMemory bias;
    private readonly AlignedBuffer[] packed;
    private readonly bool withInput;

    public DenseGradient(Signal input, Signal output, ParameterMemory weight, ParameterMemory bias, int workers, bool withInput)
    {
        this.withInput = withInput;
        this.input = input;
        this.output = output;
        this.weight = weight;
        this.bias = bias;
        packed = new AlignedBuffer[withInput ? workers : 0];
        for (var i = 0; i < packed.Length; i++) packed[i] = new AlignedBuffer(DenseKernels.PackedLength(output.Features));
    }

    /// <inheritdoc/>
    public override double FlopsPerExample => (withInput ? 4.0 : 2.0) * input.Features * output.Features * output.Each;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        if (withInput)
        {
            var (first, last) = Share(input.Features, worker, workers);
            DenseKernels.BackwardInput(kernels, weight.Values, output.Gradient, input.Gradient, first, last, packed[worker].Pointer);
        }

        var (from, to) = Share(output.Features, worker, workers);
        DenseKernels.BackwardWeight(kernels, output.Gradient, input.ByRow, weight.Gradient.Pointer, bias.Gradient.Pointer, from, to);
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {weight.Name} = d {output.Name} x {input.Name}'{(withInput ? $"; d {input.Name} = {weight.Name}' x d {output.Name}" : "")}";
}
