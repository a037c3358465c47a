using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The gradient of a convolution's input maps from that of its output maps, by a convolution in the opposite direction.</summary>
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
