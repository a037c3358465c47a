using Hourglass.Kernels;
using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused;

/// <summary>
/// Feature maps from others through a convolution in one of its directions: the forward half, whose sums go through the activation, and
/// where pooling follows, the largest of each 2 x 2 while their rows are in the cache.
/// </summary>
internal sealed unsafe class ConvolutionLayer(ConvolutionSize size, ConvolutionPass pass, FeatureMaps from, FeatureMaps to, ParameterMemory bias, string description) : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;
    private FeatureMaps? pooled;

    // Where nothing learns, nobody else reads what is pooled: two of its rows at a time, which stay in the cache.
    private AlignedBuffer? strip;

    /// <inheritdoc/>
    public override double FlopsPerExample => size.Flops;

    /// <summary>What it makes, before pooling.</summary>
    public FeatureMaps Output => to;

    /// <summary>Makes the largest of each 2 x 2 places, too.</summary>
    /// <param name="maps">Where they go.</param>
    public void Pool(FeatureMaps maps)
    {
        pooled = maps;
        if (!to.HasGradient) strip = new AlignedBuffer(2 * to.Nowhere.RowStride);
    }

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        if (pooled is null)
        {
            var (first, last) = Share(to.Sums.Items, worker, workers);
            for (var item = first; item < last; item++) Row(item);
        }
        else
        {
            var (first, last) = Share(pooled.Values.Items, worker, workers);
            for (var item = first; item < last; item++) PooledRow(item);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => pooled is null ? description : $"{description}; {pooled.Name} = largest of 2 x 2";

    private void Row(int item)
    {
        pass.Run(kernels, bias.Values, from.Values, to.Sums, item);
        to.Activate(item);
    }

    private void PooledRow(int item)
    {
        var (panel, y) = (item / pooled!.Shape.Height, item % pooled.Shape.Height);
        var above = (panel * to.Shape.Height) + (2 * y);
        var last = (2 * y) + 1 < to.Shape.Height ? above + 1 : above;
        if (strip is null)
        {
            for (var row = above; row <= last; row++) Row(row);
            Pooling.Forward(to.Values, pooled.Values, item);
            return;
        }

        var rows = to.Nowhere.WithRowsIn(strip.Pointer, above);
        for (var row = above; row <= last; row++)
        {
            pass.Run(kernels, bias.Values, from.Values, rows, row);
            to.Activate(rows, row);
        }

        Pooling.Forward(rows, pooled.Values, item);
    }
}
