namespace Hourglass.Kernels.Convolution;

/// <summary>
/// Evenly spaced positions of an output that use the same taps: to[first + step j] = sum_t W[taps[t]] from[read + readStep j + t],
/// in one direction. A convolution has one phase; the reverse direction has one for each remainder of a position modulo the stride.
/// </summary>
/// <param name="First">The first position.</param>
/// <param name="Step">Stride between positions.</param>
/// <param name="Read">First read of the first position; negative inside the border.</param>
/// <param name="ReadStep">Stride between the first reads of neighbouring positions.</param>
/// <param name="Taps">The kernel's taps in the order in which they are read.</param>
internal sealed record ConvolutionPhase(int First, int Step, int Read, int ReadStep, int[] Taps)
{
    /// <summary>small[y] = sum_k W[k] large[stride y + k - padding].</summary>
    public static ConvolutionPhase[] ToSmall(ConvolutionSize size) => [new(0, 1, -size.Padding, size.Stride, [.. Enumerable.Range(0, size.Kernel)])];

    /// <summary>large[Y] = sum of W[k] small[y] over all k and y with stride y + k - padding = Y.</summary>
    public static ConvolutionPhase[] ToLarge(ConvolutionSize size) => [.. Enumerable.Range(0, size.Stride).Select(remainder => ToLarge(size, remainder))];

    private static ConvolutionPhase ToLarge(ConvolutionSize size, int remainder)
    {
        // From the last tap to the first, so that positions are read forwards.
        int[] taps = [.. Enumerable.Range(0, size.Kernel).Reverse().Where(k => (remainder + size.Padding - k) % size.Stride == 0)];
        return new(remainder, size.Stride, taps.Length == 0 ? 0 : (remainder + size.Padding - taps[0]) / size.Stride, 1, taps);
    }
}
