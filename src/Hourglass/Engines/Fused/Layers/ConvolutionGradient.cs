using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The gradient of feature maps from that of others through a convolution in the direction that is not its own.</summary>
internal sealed class ConvolutionGradient(ConvolutionSize size, ConvolutionPass pass, FeatureMaps output, FeatureMaps input, string description) : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;

    /// <inheritdoc/>
    public override double FlopsPerExample => size.Flops;

    /// <inheritdoc/>
    public override unsafe void Do(int worker, int workers)
    {
        var (source, target) = (output.Gradient, input.Gradient);
        var (first, last) = Share(target.Items, worker, workers);
        for (var item = first; item < last; item++)
        {
            pass.Run(kernels, null, source, target, item);
            input.Finish(item);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => description;
}
