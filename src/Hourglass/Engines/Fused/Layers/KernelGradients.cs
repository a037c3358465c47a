using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The gradient of a convolution's weights and bias.</summary>
internal sealed unsafe class KernelGradients : Operation
{
    // With a few small feature maps most of a vector of them would be empty, and with a few large ones the copy costs more than it saves.
    private const int FewChannels = 4;
    private readonly ConvolutionSize size;
    private readonly Func<Planes> small;
    private readonly Func<Planes> large;
    private readonly FeatureMaps output;
    private readonly ParameterMemory weight;
    private readonly ParameterMemory bias;
    private readonly KernelDots? dots;

    /// <summary>Allocates memory.</summary>
    /// <param name="size">The convolution.</param>
    /// <param name="small">Its small pictures: the gradient of a convolution's output, or a transposed one's input.</param>
    /// <param name="large">Its large pictures: a convolution's input, or the gradient of a transposed one's output.</param>
    /// <param name="output">The maps that the bias was added to.</param>
    /// <param name="weight">[small, large, kernel, kernel].</param>
    /// <param name="bias">One number per feature map of the output.</param>
    /// <param name="batch">Maximum number of examples.</param>
    public KernelGradients(ConvolutionSize size, Func<Planes> small, Func<Planes> large, FeatureMaps output, ParameterMemory weight, ParameterMemory bias,
        BatchSize batch)
    {
        this.size = size;
        this.small = small;
        this.large = large;
        this.output = output;
        this.weight = weight;
        this.bias = bias;
        if (Math.Min(size.SmallChannels, size.LargeChannels) <= FewChannels) dots = new KernelDots(size);
        else Products = new KernelProducts(size, TileVariants.Current, batch.Most);
    }

    /// <inheritdoc/>
    public override double FlopsPerExample => size.Flops;

    /// <summary>The computation by products, whose copy <see cref="ChannelsLastCopy"/> makes; null if it is not used.</summary>
    public KernelProducts? Products { get; }

    /// <summary>The small pictures.</summary>
    public Planes Small => small();

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        if (Products is { } products)
        {
            var (first, last) = Share(products.Tiles, worker, workers);
            products.Run(large(), Small.Items, weight.Gradient.Pointer, first, last);
        }
        else
        {
            var (first, last) = Share(dots!.Items, worker, workers);
            dots.Run(Small, large(), weight.Gradient.Pointer, first, last);
        }

        var (from, to) = Share(output.Shape.Channels, worker, workers);
        MapSums.Run(output.Gradient, bias.Gradient.Pointer, from, to);
    }

    /// <inheritdoc/>
    public override string Describe() => $"d {weight.Name}";
}
