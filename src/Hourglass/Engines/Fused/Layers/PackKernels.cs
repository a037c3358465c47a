using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Convolution;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>Copies a convolution's weights in the order in which one of its directions reads them.</summary>
internal sealed unsafe class PackKernels(ConvolutionPass pass, ParameterMemory weight, BatchSize batch) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        if (!batch.IsFirstPass) return;
        var (first, last) = Share(pass.Outputs, worker, workers);
        pass.Pack(weight.Values, first, last);
    }

    /// <inheritdoc/>
    public override string Describe() => $"{weight.Name} packed in the order in which it is read";
}
