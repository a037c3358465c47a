using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Passes;
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
    private double sum;
    private long count;

    public IEnumerable<Metric> Metrics => [new("ssim", sum / count)];

    /// <summary>Whether the pictures have room for a window with a centre.</summary>
    public static bool Fits(DataShape shape) =>
        shape.IsPicture && LocalSimilarity.WindowSize(shape.Height, shape.Width) >= LocalSimilarity.SmallestWindow;

    public void Add(ReconstructedBatch batch)
    {
        using var scope = NewDisposeScope();
        var (luminance, contrastStructure) = LocalSimilarity.Of(Planes(batch.Target), Planes(batch.Mean));
        var examples = batch.Target.shape[0];
        sum += (luminance * contrastStructure).mean([], type: ScalarType.Float64).item<double>() * examples;
        count += examples;
    }

    private Tensor Planes(Tensor rows) => rows.reshape(-1, 1, shape.Height, shape.Width);
}
