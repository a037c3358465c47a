using Hourglass.Kernels.Convolution;

namespace Hourglass.Engines.Fused;

/// <summary>Copies a convolution's weights in the order in which its way back reads them.</summary>
internal sealed unsafe class PackKernels(LargeFromSmall convolution, int channels, ParameterMemory weight) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(channels, worker, workers);
        convolution.Pack(weight.Values, first, last);
    }

    /// <inheritdoc/>
    public override string Describe() => $"{weight.Name} in phases";
}
