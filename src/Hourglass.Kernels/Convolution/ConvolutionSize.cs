namespace Hourglass.Kernels.Convolution;

/// <summary>
/// The sizes of a convolution from large pictures to small ones: small[y] = sum_k W[k] large[stride y + k - padding]. A transposed
/// convolution goes the other way with the same sizes.
/// </summary>
/// <param name="LargeChannels">Feature maps of the large pictures.</param>
/// <param name="SmallChannels">Feature maps of the small pictures.</param>
/// <param name="Kernel">Side of the kernels.</param>
/// <param name="Stride">Stride between positions in the large pictures.</param>
/// <param name="Padding">Zeros around the large pictures.</param>
/// <param name="LargeHeight">Rows of the large pictures.</param>
/// <param name="LargeWidth">Columns of the large pictures.</param>
/// <param name="SmallHeight">Rows of the small pictures.</param>
/// <param name="SmallWidth">Columns of the small pictures.</param>
internal sealed record ConvolutionSize(int LargeChannels, int SmallChannels, int Kernel, int Stride, int Padding, int LargeHeight, int LargeWidth,
    int SmallHeight, int SmallWidth)
{
    /// <summary>Numbers of a kernel of one small feature map.</summary>
    public int Taps => LargeChannels * Kernel * Kernel;

    /// <summary>The border that the large pictures need, so that every neighbourhood lies inside.</summary>
    public int LargeBorder => Math.Max(Padding, Math.Max(Reach(LargeHeight, SmallHeight), Reach(LargeWidth, SmallWidth)));

    /// <summary>The border that the small pictures need in the reverse direction.</summary>
    public int SmallBorder => Math.Max((Kernel - 1 - Padding + Stride - 1) / Stride, (Stride - 1 + Padding) / Stride);

    /// <summary>Multiply-adds per example, in each of the three products.</summary>
    public double Flops => 2.0 * Taps * SmallChannels * SmallHeight * SmallWidth;

    private int Reach(int large, int small) => (Stride * (small - 1)) + Kernel - 1 - Padding - (large - 1);
}
