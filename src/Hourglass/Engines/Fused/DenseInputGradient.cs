using Hourglass.Kernels;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused;

/// <summary>The half of a dense layer's backward half that goes on to what lies before it: dx = W' dy.</summary>
internal sealed unsafe class DenseInputGradient : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;
    private readonly Signal input;
    private readonly Signal output;
    private readonly ParameterMemory weight;
    private readonly AlignedBuffer[] packed;

    public DenseInputGradient(Signal input, Signal output, ParameterMemory weight, int workers)
    {
        this.input = input;
        this.output = output;
        this.weight = weight;
        packed = new AlignedBuffer[workers];
        for (var i = 0; i < packed.Length; i++) packed[i] = new AlignedBuffer(DenseKernels.PackedLength(output.Features));
    }

    /// <inheritdoc/>
    public override double FlopsPerExample => 2.0 * input.Features * output.Features * output.Each;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(input.Features, worker, workers);
        DenseKernels.BackwardInput(kernels, weight.Values, output.Gradient, input.Gradient, first, last, packed[worker].Pointer);
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {input.Name} = {weight.Name}' x d {output.Name}";
}
