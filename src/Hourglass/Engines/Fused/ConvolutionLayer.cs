using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused;

/// <summary>Small feature maps from large ones: the forward half of a convolution, or a transposed one's gradient in its input.</summary>
internal sealed unsafe class ConvolutionLayer(ConvolutionSize size, BorderedMaps large, Func<Planes> small, ParameterMemory weight, ParameterMemory? bias, string description) : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;
    private readonly SmallFromLarge convolution = new(size);

    /// <inheritdoc/>
    public override double FlopsPerExample => size.Flops;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var target = small();
        var (first, last) = Share(convolution.Items(target.Count), worker, workers);
        convolution.Run(kernels, weight.Values, bias is null ? null : bias.Values, large.Maps, target, first, last);
    }

    /// <inheritdoc/>
    public override string Describe() => description;
}
