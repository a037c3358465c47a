using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// <c>ssim</c>, the structural similarity of pictures in [0, 1]: Z. Wang, A. C. Bovik, H. R. Sheikh and E. P. Simoncelli, "Image quality
/// assessment: from error visibility to structural similarity", IEEE Trans. Image Processing 13, 2004, equation 13, with a Gaussian
/// window of 11 x 11 and deviation 1.5, K1 = .01, K2 = .03, averaged over the positions where the window lies inside the picture,
/// channels and examples. On pictures with a side below 11 the window is the largest odd one that fits.
/// </summary>
/// <param name="shape">The shape of a picture.</param>
internal sealed class StructuralSimilarity(DataShape shape) : IMeasure
{
    private const int LargestWindow = 11;
    private const int SmallestWindow = 3;
    private const double Deviation = 1.5;
    private const double C1 = 0.01 * 0.01;
    private const double C2 = 0.03 * 0.03;
    private readonly float[] window = Window(WindowSize(shape));
    private double sum;
    private long count;

    public IEnumerable<Metric> Metrics => [new("ssim", sum / count)];

    /// <summary>Whether a window with a middle fits into the pictures.</summary>
    public static bool Fits(DataShape shape) => shape.IsPicture && WindowSize(shape) >= SmallestWindow;

    public void Add(ReconstructedBatch batch)
    {
        using var scope = NewDisposeScope();
        sum += Of(batch.Target, batch.Mean).sum(ScalarType.Float64).item<double>();
        count += batch.Target.shape[0];
    }

    private static int WindowSize(DataShape shape)
    {
        var side = Math.Min(LargestWindow, Math.Min(shape.Height, shape.Width));
        return side - 1 + (side % 2);
    }

    private static float[] Window(int size)
    {
        double[] weights = [.. Enumerable.Range(0, size).Select(i => Math.Exp(-0.5 * Math.Pow((i - (size / 2)) / Deviation, 2)))];
        return [.. weights.Select(weight => (float)(weight / weights.Sum()))];
    }

    /// <summary>The index of each example: [batch].</summary>
    private Tensor Of(Tensor x, Tensor y)
    {
        var examples = x.shape[0];
        var pictures = stack([x, y, x.square(), y.square(), x * y]).reshape(-1, 1, shape.Height, shape.Width);
        var weights = tensor(window);
        var across = nn.functional.conv2d(pictures, weights.reshape(1, 1, 1, -1));
        var moments = nn.functional.conv2d(across, weights.reshape(1, 1, -1, 1)).reshape(5, examples, -1);
        var (meanX, meanY) = (moments[0], moments[1]);
        var (squareX, squareY, product) = (meanX.square(), meanY.square(), meanX * meanY);
        var (varianceX, varianceY, covariance) = (moments[2] - squareX, moments[3] - squareY, moments[4] - product);
        var similarity = ((2 * product) + C1) * ((2 * covariance) + C2) / ((squareX + squareY + C1) * (varianceX + varianceY + C2));
        return similarity.mean([1]);
    }
}
