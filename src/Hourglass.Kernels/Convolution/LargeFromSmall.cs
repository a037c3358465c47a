using Hourglass.Kernels.Gemm;

namespace Hourglass.Kernels.Convolution;

/// <summary>
/// large[l, Y, X] = bias[l] + sum W[s, l, ky, kx] small[s, y, x] over all places with stride y + ky - padding = Y: a transposed
/// convolution, or the gradient of a plain one's input. Places of the same remainder by the stride meet the same taps, so that each
/// remainder is a plain convolution with some of the weights.
/// </summary>
internal sealed unsafe class LargeFromSmall
{
    private readonly ConvolutionSize size;
    private readonly ConvolutionPhase[] phases;
    private readonly AlignedBuffer packed;

    /// <summary>Draws up the tables.</summary>
    public LargeFromSmall(ConvolutionSize size)
    {
        this.size = size;
        phases = [.. Enumerable.Range(0, size.Stride * size.Stride).Select(i => new ConvolutionPhase(size, i / size.Stride, i % size.Stride))];
        packed = new AlignedBuffer((long)size.Taps * size.SmallChannels);
    }

    /// <summary>Rows of pictures to compute, through all panels: what workers share out.</summary>
    public int Items(int panels) => panels * size.LargeHeight;

    /// <summary>Copies the weights in the order in which <see cref="Run"/> reads them.</summary>
    /// <param name="weight">W [small, large, kernel, kernel].</param>
    /// <param name="first">The first feature map of the large pictures.</param>
    /// <param name="last">The one behind the last.</param>
    public void Pack(float* weight, int first, int last)
    {
        var start = packed.Pointer;
        foreach (var phase in phases)
        {
            for (var channel = first; channel < last; channel++)
            {
                var target = start + ((nint)channel * phase.Depth);
                var source = weight + ((nint)channel * size.Kernel * size.Kernel);
                for (var k = 0; k < phase.Depth; k++) target[k] = source[phase.Weights[k]];
            }

            start += (nint)size.LargeChannels * phase.Depth;
        }
    }

    /// <summary>Computes rows of the large pictures from the packed weights.</summary>
    /// <param name="kernels">The variant to use.</param>
    /// <param name="bias">[large], or null.</param>
    /// <param name="small">With a border of zeros.</param>
    /// <param name="large">Without a border.</param>
    /// <param name="first">The first item.</param>
    /// <param name="last">The one behind the last.</param>
    public void Run(TileVariant kernels, float* bias, Planes small, Planes large, int first, int last)
    {
        var start = packed.Pointer;
        foreach (var phase in phases)
        {
            fixed (int* taps = phase.Table)
            {
                var task = new TileTask { RowStride = phase.Depth, Depth = phase.Depth, Blocks = 1, Table = taps, CStride = large.ChannelStride };
                for (var item = first; item < last; item++)
                {
                    if (item % size.LargeHeight % size.Stride == phase.Y) Row(kernels, task, phase, start, bias, small, large, item / size.LargeHeight, item % size.LargeHeight);
                }
            }

            start += (nint)size.LargeChannels * phase.Depth;
        }
    }

    private void Row(TileVariant kernels, TileTask task, ConvolutionPhase phase, float* weight, float* bias, Planes small, Planes large, int panel, int y)
    {
        for (int channel = 0, rows; channel < size.LargeChannels; channel += rows)
        {
            rows = kernels.Height(size.LargeChannels - channel);
            task.A = weight + ((nint)channel * phase.Depth);
            task.Bias = bias is null ? null : bias + channel;
            for (var x = phase.X; x < size.LargeWidth; x += size.Stride)
            {
                task.B = small.At(panel, 0, y / size.Stride, x / size.Stride);
                task.C = large.At(panel, channel, y, x);
                kernels.Multiply(task, rows);
            }
        }
    }
}
