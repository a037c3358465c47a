using static TorchSharp.torch;

namespace Hourglass.Numerics;

/// <summary>
/// The parts of the structural similarity of pictures in [0, 1] at each position of a window: Z. Wang, A. C. Bovik, H. R. Sheikh and
/// E. P. Simoncelli, "Image quality assessment: from error visibility to structural similarity", IEEE Trans. Image Processing 13, 2004,
/// with a Gaussian window of deviation 1.5, K1 = .01 and K2 = .03, at the positions where the window lies inside the picture.
/// </summary>
internal static class LocalSimilarity
{
    /// <summary>The smallest window with a centre.</summary>
    public const int SmallestWindow = 3;

    private const int LargestWindow = 11;
    private const double Deviation = 1.5;
    private const double C1 = 0.01 * 0.01;
    private const double C2 = 0.03 * 0.03;

    /// <summary>Side of the window for pictures of this size: 11, or the largest odd one that fits.</summary>
    public static int WindowSize(long height, long width)
    {
        var side = (int)Math.Min(LargestWindow, Math.Min(height, width));
        return side - 1 + (side % 2);
    }

    /// <summary>
    /// Luminance (equation 6) and contrast times structure (equations 9 and 10, with C3 = C2 / 2) of each plane and position: [planes, positions] each.
    /// </summary>
    /// <param name="x">[planes, 1, height, width].</param>
    /// <param name="y">The other pictures, of the same shape.</param>
    public static (Tensor Luminance, Tensor ContrastStructure) Of(Tensor x, Tensor y)
    {
        var weights = Window(WindowSize(x.shape[2], x.shape[3]), x.dtype);
        var planes = x.shape[0];
        var products = cat([x, y, x.square(), y.square(), x * y], 0);
        var across = nn.functional.conv2d(products, weights.reshape(1, 1, 1, -1));
        var moments = nn.functional.conv2d(across, weights.reshape(1, 1, -1, 1)).reshape(5, planes, -1);
        var (meanX, meanY) = (moments[0], moments[1]);
        var (squareX, squareY, product) = (meanX.square(), meanY.square(), meanX * meanY);
        var (varianceX, varianceY, covariance) = (moments[2] - squareX, moments[3] - squareY, moments[4] - product);
        return (((product * 2) + C1) / (squareX + squareY + C1), ((covariance * 2) + C2) / (varianceX + varianceY + C2));
    }

    private static Tensor Window(int size, ScalarType type)
    {
        double[] weights = [.. Enumerable.Range(0, size).Select(i => Math.Exp(-0.5 * Math.Pow((i - (size / 2)) / Deviation, 2)))];
        return tensor([.. weights.Select(weight => weight / weights.Sum())], dtype: type);
    }
}
