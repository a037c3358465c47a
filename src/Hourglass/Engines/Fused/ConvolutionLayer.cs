using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused;

/// <summary>Feature maps from others through a convolution in one of its directions: the forward half, whose sums go through the activation.</summary>
internal sealed unsafe class ConvolutionLayer(ConvolutionSize size, ConvolutionPass pass, FeatureMaps from, FeatureMaps to, ParameterMemory bias, string description) : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;

    /// <inheritdoc/>
    public override double FlopsPerExample => size.Flops;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (source, target) = (from.Values, to.Sums);
        var (first, last) = Share(target.Items, worker, workers);
        for (var item = first; item < last; item++)
        {
            pass.Run(kernels, bias.Values, source, target, item);
            to.Activate(item);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => description;
}
