using Hourglass.Native;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// The squared Fréchet distance (2-Wasserstein) of the normal distributions with the means and covariances of two sets of points:
/// |m - n|^2 + tr(A + B - 2 (A^1/2 B A^1/2)^1/2) (D. C. Dowson and B. V. Landau, "The Fréchet distance between multivariate normal
/// distributions", Journal of Multivariate Analysis 12, 1982; for pictures, of a classifier's features: M. Heusel et al., "GANs trained by a two time-scale
/// update rule converge to a local Nash equilibrium", NeurIPS 2017).
/// </summary>
public static class FrechetDistance
{
    private const int RowsAtOnce = 8192;

    /// <summary>The distance of two sets of features; in double precision. It grows as the sets shrink: compare at equal counts.</summary>
    /// <param name="first">[count, width]; at least 2 rows.</param>
    /// <param name="second">[count, width]; at least 2 rows.</param>
    /// <exception cref="UsageException">The widths differ, or a set has fewer than two points.</exception>
    public static double Between(float[,] first, float[,] second)
    {
        PairwiseDistances.DemandOneWidth(first, second);
        if (Math.Min(first.GetLength(0), second.GetLength(0)) < 2)
            throw new UsageException($"A {What("Fréchet distance")} needs covariances, and the sets have {Got(first.GetLength(0))} and " +
                $"{second.GetLength(0)} examples; give {Allowed("at least 2 of each")}.");
        TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (mean, covariance) = Moments(first);
        var (otherMean, otherCovariance) = Moments(second);
        return OfNormals(mean, covariance, otherMean, otherCovariance);
    }

    /// <summary>The distance of two normal distributions.</summary>
    /// <param name="mean">[width].</param>
    /// <param name="covariance">[width, width].</param>
    /// <param name="otherMean">[width].</param>
    /// <param name="otherCovariance">[width, width].</param>
    internal static double OfNormals(Tensor mean, Tensor covariance, Tensor otherMean, Tensor otherCovariance)
    {
        // The roots of the symmetric A^1/2 B A^1/2 are those of AB, without the complex numbers that rounding introduces into the root of AB.
        var (values, vectors) = linalg.eigh(covariance);
        var root = (vectors * values.clamp_min(0).sqrt()).mm(vectors.t());
        var product = root.mm(otherCovariance).mm(root);
        var traceOfRoot = linalg.eigvalsh((product + product.t()) * 0.5).clamp_min(0).sqrt().sum().item<double>();
        var distance = (mean - otherMean).square().sum().item<double>() + covariance.trace().item<double>() + otherCovariance.trace().item<double>() -
            (2 * traceOfRoot);
        return Math.Max(0, distance);
    }

    private static (Tensor Mean, Tensor Covariance) Moments(float[,] points)
    {
        var all = tensor(points);
        var count = all.shape[0];
        var mean = all.mean([0], type: ScalarType.Float64);
        var squares = zeros(all.shape[1], all.shape[1], float64);
        for (long start = 0; start < count; start += RowsAtOnce)
        {
            using var scope = NewDisposeScope();
            var rows = all.narrow(0, start, Math.Min(RowsAtOnce, count - start)).to_type(float64) - mean;
            squares.addmm_(rows.t(), rows);
        }

        return (mean, squares / (count - 1));
    }
}
