using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// Linear CKA, the similarity of two codes of the same examples: HSIC(X, Y) / sqrt(HSIC(X, X) HSIC(Y, Y)). 1 for codes that are equal up to rotation,
/// reflection and scale, about 0 for unrelated codes (S. Kornblith, M. Norouzi, H. Lee and G. Hinton, "Similarity of neural
/// network representations revisited", ICML 2019). HSIC is estimated without bias (L. Song, A. Smola, A. Gretton, J. Bedo and K. Borgwardt, "Feature
/// selection via dependence maximization", JMLR 2012, equation 5): the plain estimate of unrelated codes grows with their width, to d / (n + d).
/// </summary>
public static class CodeSimilarity
{
    /// <summary>The smallest number of examples that it can be estimated from.</summary>
    public const int LeastExamples = 4;

    /// <summary>The similarity: at most 1, about 0 (of either sign) for unrelated codes, and 0 if a code is constant.</summary>
    /// <param name="a">[count, width]; at least 4 rows.</param>
    /// <param name="b">[count, other width], of the same examples.</param>
    /// <exception cref="HourglassException">The numbers of codes differ, or there are too few.</exception>
    public static double Of(float[,] a, float[,] b)
    {
        if (a.GetLength(0) != b.GetLength(0))
            throw new HourglassException($"There are {Got(a.GetLength(0))} {What("codes")} of one kind and {b.GetLength(0)} of the other; give " +
                $"{Allowed("both of the same examples")}.");
        if (a.GetLength(0) < LeastExamples)
            throw new HourglassException($"The {What("codes")} of {Got(a.GetLength(0))} examples cannot be compared; give " +
                $"{Allowed($"at least {LeastExamples}")}.");
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (x, y) = (Centred(a), Centred(b));
        var sizes = Independence(x, x) * Independence(y, y);
        return sizes > 0 ? Independence(x, y) / Math.Sqrt(sizes) : 0;
    }

    private static Tensor Centred(float[,] codes)
    {
        var rows = tensor(codes).to_type(float64);
        return rows - rows.mean([0], keepdim: true);
    }

    /// <summary>
    /// n (n - 3) HSIC of two linear kernels K = XX' and L = YY' without their diagonals, tr(KL) + 1'K1 1'L1 / ((n - 1)(n - 2)) - 2 / (n - 2) 1'KL1,
    /// expanded so that no matrix of examples x examples is computed.
    /// </summary>
    private static double Independence(Tensor x, Tensor y)
    {
        double count = x.shape[0];
        var (ownX, ownY) = (x.square().sum([1L]), y.square().sum([1L]));
        var trace = x.t().mm(y).square().sum() - ownX.dot(ownY);

        // Row sums of the kernels.
        var (sumX, sumY) = (x.mv(x.sum([0L])) - ownX, y.mv(y.sum([0L])) - ownY);
        var both = sumX.sum() * sumY.sum() / ((count - 1) * (count - 2));
        return (trace + both - (2 / (count - 2) * sumX.dot(sumY))).item<double>();
    }
}
