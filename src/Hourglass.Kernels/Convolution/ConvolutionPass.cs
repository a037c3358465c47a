using Hourglass.Kernels.Gemm;

namespace Hourglass.Kernels.Convolution;

/// <summary>
/// One direction of a convolution: from large pictures to small ones (a convolution, or the gradient of a transposed one's input), or
/// from small to large ones (a transposed convolution, or the gradient of a plain one's input). Each position of the output is the dense
/// kernel over its neighbourhood, which lies in one contiguous run of memory per row of the neighbourhood.
/// </summary>
internal sealed unsafe class ConvolutionPass
{
    // With few feature maps, the kernel that combines positions loads less per sum.
    private const int FewChannels = 3;
    private const int WeightBytes = 1 << 14;
    private readonly ConvolutionSize size;
    private readonly bool toSmall;
    private readonly ConvolutionPhase[] phases;
    private readonly nint[,] starts;
    private readonly AlignedBuffer packed;

    private ConvolutionPass(ConvolutionSize size, bool toSmall)
    {
        this.size = size;
        this.toSmall = toSmall;
        phases = toSmall ? ConvolutionPhase.ToSmall(size) : ConvolutionPhase.ToLarge(size);
        starts = new nint[phases.Length, phases.Length];
        nint length = 0;
        for (var i = 0; i < phases.Length; i++)
        {
            for (var j = 0; j < phases.Length; j++)
            {
                starts[i, j] = length;
                length += Outputs * WeightStride(phases[i], phases[j]);
            }
        }

        packed = new AlignedBuffer(length);
    }

    /// <summary>Feature maps of the output.</summary>
    public int Outputs => toSmall ? size.SmallChannels : size.LargeChannels;

    private int Inputs => toSmall ? size.LargeChannels : size.SmallChannels;

    /// <summary>small[s, y, x] = bias[s] + sum W[s, l, ky, kx] large[l, stride y + ky - padding, stride x + kx - padding].</summary>
    public static ConvolutionPass ToSmall(ConvolutionSize size) => new(size, toSmall: true);

    /// <summary>large[l, Y, X] = bias[l] + sum W[s, l, ky, kx] small[s, y, x] over all positions with stride y + ky - padding = Y.</summary>
    public static ConvolutionPass ToLarge(ConvolutionSize size) => new(size, toSmall: false);

    /// <summary>Packs the weights in the order in which <see cref="Run"/> reads them.</summary>
    /// <param name="weight">W [small, large, kernel, kernel].</param>
    /// <param name="first">The first feature map of the output.</param>
    /// <param name="last">One past the last.</param>
    public void Pack(float* weight, int first, int last)
    {
        var kernel = size.Kernel * size.Kernel;
        var (ofOutput, ofInput) = toSmall ? (size.LargeChannels * kernel, kernel) : (kernel, size.LargeChannels * kernel);
        for (var i = 0; i < phases.Length; i++)
        {
            for (var j = 0; j < phases.Length; j++)
            {
                for (var output = first; output < last; output++)
                {
                    var to = packed.Pointer + starts[i, j] + (output * WeightStride(phases[i], phases[j]));
                    foreach (var ky in phases[i].Taps)
                    {
                        foreach (var kx in phases[j].Taps)
                        {
                            var from = weight + ((nint)output * ofOutput) + (ky * size.Kernel) + kx;
                            for (var input = 0; input < Inputs; input++) *to++ = from[(nint)input * ofInput];
                        }
                    }
                }
            }
        }
    }

    /// <summary>Computes a row of the output from the packed weights.</summary>
    /// <param name="kernels">The variant to use.</param>
    /// <param name="bias">One number per feature map, or null.</param>
    /// <param name="from">The input, with the border of zeros that <see cref="ConvolutionSize"/> specifies.</param>
    /// <param name="to">The output.</param>
    /// <param name="item">The row of <paramref name="to"/>, counted through all panels.</param>
    public void Run(TileVariant kernels, float* bias, Planes from, Planes to, int item)
    {
        var (panel, y) = (item / to.Height, item % to.Height);
        for (var i = 0; i < phases.Length; i++)
        {
            if (y % phases[i].Step != phases[i].First) continue;
            for (var j = 0; j < phases.Length; j++) Row(kernels, bias, from, to, panel, y, i, j);
        }
    }

    private void Row(TileVariant kernels, float* bias, Planes from, Planes to, int panel, int y, int i, int j)
    {
        var (vertical, horizontal) = (phases[i], phases[j]);
        var task = new TileTask
        {
            RowStride = WeightStride(vertical, horizontal),
            ColumnStride = 1,
            Depth = horizontal.Taps.Length * Inputs,
            Blocks = vertical.Taps.Length,
            ABlock = (nint)horizontal.Taps.Length * Inputs,
            BBlock = from.RowStride,
            BStride = Panels.Lanes,
            CStride = Panels.Lanes,
        };
        var weights = packed.Pointer + starts[i, j];
        var source = from.At(panel, vertical.Read + (y / vertical.Step * vertical.ReadStep), horizontal.Read);
        var step = horizontal.ReadStep * from.PlaceStride;
        var places = (to.Width - horizontal.First + horizontal.Step - 1) / horizontal.Step;
        if (Outputs <= FewChannels)
        {
            var next = horizontal.Step * to.PlaceStride;
            for (var channel = 0; channel < Outputs; channel++)
            {
                for (int place = 0, many; place < places; place += many)
                {
                    many = PlaceKernel.Height(places - place);
                    task.A = weights + (channel * task.RowStride);
                    task.Bias = bias is null ? null : bias + channel;
                    task.B = source + (place * step);
                    task.C = to.At(panel, y, horizontal.First, channel) + (place * next);
                    kernels.MultiplyPlaces(task with { RowStride = step, CStride = next }, many);
                }
            }

            return;
        }

        // Few weights stay in the first-level cache; the output is then best written in memory order.
        var together = Outputs * task.RowStride * sizeof(float) <= WeightBytes ? 1 : places;
        for (var start = 0; start < places; start += together)
        {
            for (int channel = 0, rows; channel < Outputs; channel += rows)
            {
                rows = kernels.Height(Outputs - channel);
                task.A = weights + (channel * task.RowStride);
                task.Bias = bias is null ? null : bias + channel;
                task.B = source + (start * step);
                task.C = to.At(panel, y, horizontal.First, channel) + (start * horizontal.Step * to.PlaceStride);
                for (var place = 0; place < together; place++)
                {
                    kernels.Multiply(task, rows);
                    task.B += step;
                    task.C += horizontal.Step * to.PlaceStride;
                }
            }
        }
    }

    private nint WeightStride(ConvolutionPhase vertical, ConvolutionPhase horizontal) =>
        RowMatrix.StrideFor(vertical.Taps.Length * horizontal.Taps.Length * Inputs);
}
