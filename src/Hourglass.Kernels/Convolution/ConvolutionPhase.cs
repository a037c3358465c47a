namespace Hourglass.Kernels.Convolution;

/// <summary>The taps that meet at places of the large pictures with certain remainders by the stride.</summary>
internal sealed class ConvolutionPhase
{
    /// <summary>Finds the taps.</summary>
    /// <param name="size">The convolution.</param>
    /// <param name="y">The remainder of rows.</param>
    /// <param name="x">The remainder of columns.</param>
    public ConvolutionPhase(ConvolutionSize size, int y, int x)
    {
        (Y, X) = (y, x);
        var small = SmallPlanes(size);
        List<int> table = [];
        List<int> weights = [];
        for (var channel = 0; channel < size.SmallChannels; channel++)
        {
            for (var ky = 0; ky < size.Kernel; ky++)
            {
                for (var kx = 0; kx < size.Kernel; kx++)
                {
                    if (Remainder(y + size.Padding - ky, size.Stride) != 0 || Remainder(x + size.Padding - kx, size.Stride) != 0) continue;
                    var row = ((y + size.Padding - ky) / size.Stride) + size.SmallBorder;
                    var column = ((x + size.Padding - kx) / size.Stride) + size.SmallBorder;
                    table.Add(checked((int)((channel * small.ChannelStride) + (row * small.RowStride) + (column * Panels.Lanes))));
                    weights.Add((((channel * size.LargeChannels * size.Kernel) + ky) * size.Kernel) + kx);
                }
            }
        }

        Depth = table.Count;
        Table = GC.AllocateUninitializedArray<int>(Math.Max(1, Depth), pinned: true);
        table.CopyTo(Table);
        Weights = [.. weights];
    }

    /// <summary>The remainder of rows.</summary>
    public int Y { get; }

    /// <summary>The remainder of columns.</summary>
    public int X { get; }

    /// <summary>How many taps meet, over all small feature maps.</summary>
    public int Depth { get; }

    /// <summary>Where each tap's number lies in the small pictures.</summary>
    public int[] Table { get; }

    /// <summary>Where each tap's weight lies, from the first of a large feature map.</summary>
    public int[] Weights { get; }

    private static unsafe Planes SmallPlanes(ConvolutionSize size) =>
        new(null, Panels.Lanes, size.SmallChannels, size.SmallHeight, size.SmallWidth, size.SmallBorder);

    private static int Remainder(int value, int divisor) => ((value % divisor) + divisor) % divisor;
}
