using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused;

/// <summary>The forward half of a layer that has another layer's weights, transposed: y = f(W' x + b).</summary>
internal sealed unsafe class TiedLayer : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;
    private readonly Signal input;
    private readonly Signal output;
    private readonly ParameterMemory weight;
    private readonly ParameterMemory bias;
    private readonly ActivationKernel? activation;
    private readonly AlignedBuffer[] packed;

    public TiedLayer(Signal input, Signal output, ParameterMemory weight, ParameterMemory bias, ActivationKernel? activation, int workers)
    {
        (this.input, this.output, this.weight, this.bias, this.activation) = (input, output, weight, bias, activation);
        packed = new AlignedBuffer[workers];
        for (var i = 0; i < packed.Length; i++) packed[i] = new AlignedBuffer(DenseKernels.PackedLength(input.Features));
    }

    /// <inheritdoc/>
    public override double FlopsPerExample => 2.0 * input.Features * output.Features;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(output.Features, worker, workers);
        DenseKernels.BackwardInput(kernels, weight.Values, input.Values, output.Kept, from, to, packed[worker].Pointer);
        AddBias(from, to);
        if (activation is null) return;
        for (var panel = 0; panel < output.Values.Count; panel++)
            activation.Apply(output.Kept.At(panel, from), output.Values.At(panel, from), (to - from) * Panels.Lanes);
    }

    /// <inheritdoc/>
    public override string Describe() => $"{output.Name} = {weight.Name}' x {input.Name} + {bias.Name}";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBias(int from, int to)
    {
        for (var panel = 0; panel < output.Kept.Count; panel++)
        {
            for (var feature = from; feature < to; feature++)
            {
                var at = output.Kept.At(panel, feature);
                var number = Vector512.Create(bias.Values[feature]);
                (Vector512.Load(at) + number).Store(at);
                (Vector512.Load(at + 16) + number).Store(at + 16);
            }
        }
    }
}
