using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// MS-SSIM of pictures in [0, 1]: Z. Wang, E. P. Simoncelli and A. C. Bovik, "Multi-scale structural similarity for image quality
/// assessment", Asilomar Conf. Signals, Systems and Computers, 2003, equation 7: contrast and structure at every scale, luminance at the
/// coarsest, each averaged over positions and raised to the paper's exponent. From scale to scale the picture is halved by averaging 2x2
/// pixels (an odd last row or column on its own). The paper's five scales need large pictures: here only as many are used as leave a
/// side of 3 pixels, their exponents are normalised to sum to 1, and the window shrinks with the picture.
/// </summary>
internal static class MultiScaleSimilarity
{
    private static readonly double[] Exponents = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

    // The paper does not define the root of a negative similarity. Below this value the logarithm is continued by its tangent, so that
    // the index stays positive and pictures that have nothing in common still have a gradient.
    private const double LogarithmAbove = 0.1;

    /// <summary>Whether pictures have at least one scale.</summary>
    public static bool Fits(DataShape shape) => shape.IsPicture && Scales(shape.Height, shape.Width) > 0;

    /// <summary>Number of scales of pictures of this size; at most 5.</summary>
    public static int Scales(int height, int width)
    {
        var scales = 0;
        for (; scales < Exponents.Length && Math.Min(height, width) >= LocalSimilarity.SmallestWindow; scales++)
            (height, width) = ((height + 1) / 2, (width + 1) / 2);
        return scales;
    }

    /// <summary>The index of each pair of pictures, averaged over their channels; 1 if they are equal: [batch].</summary>
    /// <param name="x">[batch, size].</param>
    /// <param name="y">The other pictures.</param>
    /// <param name="shape">The shape of a picture.</param>
    public static Tensor Of(Tensor x, Tensor y, DataShape shape)
    {
        var scales = Scales(shape.Height, shape.Width);
        var total = Exponents.Take(scales).Sum();
        var (left, right) = (Planes(x), Planes(y));
        Tensor? log = null;
        for (var scale = 0; scale < scales; scale++)
        {
            var (luminance, contrastStructure) = LocalSimilarity.Of(left, right);
            var similarity = scale == scales - 1 ? luminance * contrastStructure : contrastStructure;
            var part = Log(similarity.mean([1])) * (Exponents[scale] / total);
            log = log is null ? part : log + part;
            if (scale < scales - 1) (left, right) = (Halved(left), Halved(right));
        }

        return log!.exp().reshape(-1, shape.Channels).mean([1]);

        Tensor Planes(Tensor rows) => rows.reshape(-1, 1, shape.Height, shape.Width);
    }

    private static Tensor Halved(Tensor planes) => nn.functional.avg_pool2d(planes, 2, stride: 2, ceil_mode: true, count_include_pad: false);

    private static Tensor Log(Tensor similarity)
    {
        var tangent = (similarity * (1 / LogarithmAbove)) + (Math.Log(LogarithmAbove) - 1);
        return where(similarity.gt(LogarithmAbove), similarity.clamp_min(LogarithmAbove).log(), tangent);
    }
}
