using Hourglass.Kernels.Gemm;

namespace Hourglass.Kernels.Convolution;

/// <summary>
/// small[s, y, x] = bias[s] + sum W[s, l, ky, kx] large[l, stride y + ky - padding, stride x + kx - padding]: a convolution, or the
/// gradient of a transposed one's input. It is the dense kernel with a table of where the neighbourhood lies.
/// </summary>
internal sealed unsafe class SmallFromLarge
{
    private readonly ConvolutionSize size;
    private readonly int[] table;

    /// <summary>Draws up the table.</summary>
    public SmallFromLarge(ConvolutionSize size)
    {
        this.size = size;
        var large = new Planes(null, Panels.Lanes, size.LargeChannels, size.LargeHeight, size.LargeWidth, size.LargeBorder);
        var shift = size.LargeBorder - size.Padding;
        table = GC.AllocateUninitializedArray<int>(size.Taps, pinned: true);
        for (var tap = 0; tap < table.Length; tap++)
        {
            var (channel, y, x) = (tap / (size.Kernel * size.Kernel), tap / size.Kernel % size.Kernel, tap % size.Kernel);
            table[tap] = checked((int)((channel * large.ChannelStride) + ((y + shift) * large.RowStride) + ((x + shift) * Panels.Lanes)));
        }
    }

    /// <summary>Rows of pictures to compute, through all panels: what workers share out.</summary>
    public int Items(int panels) => panels * size.SmallHeight;

    /// <summary>Where each tap of a kernel lies, in numbers from the first.</summary>
    public ReadOnlySpan<int> Table => table;

    /// <summary>Computes rows of the small pictures.</summary>
    /// <param name="kernels">The variant to use.</param>
    /// <param name="weight">W [small, large, kernel, kernel].</param>
    /// <param name="bias">[small], or null.</param>
    /// <param name="large">With a border of zeros.</param>
    /// <param name="small">Without a border.</param>
    /// <param name="first">The first item.</param>
    /// <param name="last">The one behind the last.</param>
    public void Run(TileVariant kernels, float* weight, float* bias, Planes large, Planes small, int first, int last)
    {
        fixed (int* taps = table)
        {
            var task = new TileTask { RowStride = size.Taps, Depth = size.Taps, Blocks = 1, Table = taps, CStride = small.ChannelStride };
            for (var item = first; item < last; item++)
            {
                var (panel, y) = (item / size.SmallHeight, item % size.SmallHeight);
                for (int channel = 0, rows; channel < size.SmallChannels; channel += rows)
                {
                    rows = kernels.Height(size.SmallChannels - channel);
                    task.A = weight + ((nint)channel * size.Taps);
                    task.Bias = bias is null ? null : bias + channel;
                    for (var x = 0; x < size.SmallWidth; x++)
                    {
                        task.B = large.At(panel, 0, y * size.Stride, x * size.Stride);
                        task.C = small.At(panel, channel, y, x);
                        kernels.Multiply(task, rows);
                    }
                }
            }
        }
    }
}
