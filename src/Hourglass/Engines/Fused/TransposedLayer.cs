using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused;

/// <summary>Large feature maps from small ones: the forward half of a transposed convolution, or a plain one's gradient in its input.</summary>
internal sealed unsafe class TransposedLayer(ConvolutionSize size, LargeFromSmall convolution, BorderedMaps small, Func<Planes> large, ParameterMemory? bias, string description) : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;

    /// <inheritdoc/>
    public override double FlopsPerExample => size.Flops;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var target = large();
        var (first, last) = Share(convolution.Items(target.Count), worker, workers);
        convolution.Run(kernels, bias is null ? null : bias.Values, small.Maps, target, first, last);
    }

    /// <inheritdoc/>
    public override string Describe() => description;
}
