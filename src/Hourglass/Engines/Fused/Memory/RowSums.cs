using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Memory;

/// <summary>
/// A value per row as the sum over blocks of features. Blocks do not depend on the number of workers and are added in order: the
/// value is the same to the last bit for any assignment to workers.
/// </summary>
internal sealed unsafe class RowSums(BatchSize batch, int features, int each = 1)
{
    private const int MostBlocks = 16;
    private readonly int stride = (int)Panels.LengthFor(batch.Most * each, 1);
    private readonly AlignedBuffer sums = new(Panels.LengthFor(batch.Most * each, 1) * Math.Min(MostBlocks, features));

    /// <summary>Number of blocks.</summary>
    public int Blocks { get; } = Math.Min(MostBlocks, features);

    /// <summary>The features of a block.</summary>
    public (int From, int To) Features(int block) => ((int)((long)features * block / Blocks), (int)((long)features * (block + 1) / Blocks));

    /// <summary>A block's sums, cleared: 32 numbers per panel.</summary>
    public float* Begin(int block)
    {
        sums.Span.Slice(block * stride, stride).Clear();
        return sums.Pointer + (block * stride);
    }

    /// <summary>The value of a row.</summary>
    public double Of(int row)
    {
        double sum = 0;
        for (var block = 0; block < Blocks; block++) sum += sums.Pointer[(block * stride) + row];
        return sum;
    }

    /// <summary>The mean over the rows of the current step.</summary>
    public double Mean()
    {
        double sum = 0;
        for (var row = 0; row < batch.Count * each; row++) sum += Of(row);
        return sum / (batch.Count * each);
    }
}
