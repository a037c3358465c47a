using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>
/// The forward half of a convolution in one of its directions, including the activation and,
/// if pooling follows, the largest of each 2 x 2 while their rows are in the cache.
/// </summary>
internal sealed unsafe class ConvolutionLayer(ConvolutionSize size, ConvolutionPass pass, FeatureMaps from, FeatureMaps to, ParameterMemory bias,
    string description) : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;
    private FeatureMaps? pooled;

    // Without gradients, the maps are only needed for pooling: two rows at a time, which stay in the cache.
    private AlignedBuffer? strip;

    /// <inheritdoc/>
    public override double FlopsPerExample => size.Flops;

    /// <summary>The output before pooling.</summary>
    public FeatureMaps Output => to;

    /// <summary>Adds pooling of each 2 x 2 positions.</summary>
    /// <param name="maps">The destination.</param>
    public void Pool(FeatureMaps maps)
    {
        pooled = maps;
        if (!to.HasGradient) strip = new AlignedBuffer(2 * to.Layout.RowStride);
    }

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        if (pooled is null)
        {
            var (first, last) = Share(to.Sums.Items, worker, workers);
            for (var item = first; item < last; item++) Row(to.Sums, to.Values, item);
        }
        else
        {
            var (first, last) = Share(pooled.Values.Items, worker, workers);
            for (var item = first; item < last; item++) PooledRow(item);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => pooled is null ? description : $"{description}; {pooled.Name} = 2 x 2 max pooling";

    private void Row(Planes sums, Planes values, int item)
    {
        pass.Run(kernels, bias.Values, from.Values, sums, item);
        to.Activate(sums, values, item);
    }

    private void PooledRow(int item)
    {
        var (panel, y) = (item / pooled!.Shape.Height, item % pooled.Shape.Height);
        var above = (panel * to.Shape.Height) + (2 * y);
        var sums = strip is null ? to.Sums : to.Layout.WithRowsIn(strip.Pointer, above);
        var values = strip is null ? to.Values : sums;
        Row(sums, values, above);
        if ((2 * y) + 1 < to.Shape.Height) Row(sums, values, above + 1);
        Pooling.Forward(values, pooled.Values, item);
    }
}
