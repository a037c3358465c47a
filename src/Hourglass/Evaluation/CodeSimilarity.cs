using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// Linear CKA, how alike two codes of the same examples are: |Y'X|^2 / (|X'X| |Y'Y|) of centred codes, in Frobenius norms. 1 for codes that are the
/// same up to rotation, reflection and one scale, about 0 for codes that have nothing to do with each other (S. Kornblith, M. Norouzi, H. Lee
/// and G. Hinton, "Similarity of neural network representations revisited", ICML 2019).
/// </summary>
public static class CodeSimilarity
{
    /// <summary>The similarity, 0 to 1; 0 where a code is constant.</summary>
    /// <param name="a">[count, width].</param>
    /// <param name="b">[count, other width], of the same examples.</param>
    /// <exception cref="HourglassException">The codes are not of equally many examples.</exception>
    public static double Of(float[,] a, float[,] b)
    {
        if (a.GetLength(0) != b.GetLength(0))
            throw new HourglassException($"There are {a.GetLength(0)} codes of the one kind and {b.GetLength(0)} of the other; give both of the same examples.");
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (x, y) = (Centred(a), Centred(b));
        var sizes = Norm(x.t().mm(x)) * Norm(y.t().mm(y));
        return sizes > 0 ? Math.Pow(Norm(y.t().mm(x)), 2) / sizes : 0;
    }

    private static Tensor Centred(float[,] codes)
    {
        var rows = tensor(codes).to_type(float64);
        return rows - rows.mean([0], keepdim: true);
    }

    private static double Norm(Tensor matrix) => matrix.square().sum().sqrt().item<double>();
}
