using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// The squared maximum mean discrepancy of the batch's latent vectors from as many draws of the prior, by the unbiased estimate
/// mean_(i != j) k(z_i, z_j) + mean_(i != j) k(p_i, p_j) - 2 mean k(z_i, p_j) (A. Gretton et al., "A kernel two-sample test", JMLR 13,
/// 2012, equation 3), which is 0 on average for equal distributions and may be negative. Its weight converts it to nats.
/// </summary>
/// <param name="Kernel">The kernel, which measures similarity.</param>
public sealed record MaximumMeanDiscrepancy(KernelKind Kernel) : ObjectiveTerm, IObjectiveTerm<Code>
{
    private static readonly double[] Scales = [0.1, 0.2, 0.5, 1, 2, 5, 10];

    /// <inheritdoc/>
    public override string Metric => "discrepancy_nats";

    ObjectiveTerm IObjectiveTerm<Code>.Spec => this;

    /// <summary>The discrepancy, the same for each row: [rows].</summary>
    public Tensor Evaluate(Code code, Pass pass) => Between(pass.Latent, pass.Fresh, Kernel).expand(pass.Latent.shape[0]);

    /// <summary>The squared discrepancy of two sets of vectors, a scalar.</summary>
    /// <param name="first">[n, latent].</param>
    /// <param name="second">[m, latent].</param>
    /// <param name="kernel">The kernel, which measures similarity.</param>
    internal static Tensor Between(Tensor first, Tensor second, KernelKind kernel) =>
        Within(first, kernel) + Within(second, kernel) - (2 * Likeness(first, second, kernel).mean());

    // Any kernel gives exactly 1 for a vector and itself; a single vector has no pairs.
    private static Tensor Within(Tensor vectors, KernelKind kernel)
    {
        var count = (double)vectors.shape[0];
        return (Likeness(vectors, vectors, kernel).sum() - count) / Math.Max(1, count * (count - 1));
    }

    private static Tensor Likeness(Tensor first, Tensor second, KernelKind kernel)
    {
        var latent = (double)first.shape[1];
        var squared = (first.square().sum(1).unsqueeze(1) + second.square().sum(1).unsqueeze(0) - (2 * first.mm(second.t()))).clamp_min(0);
        if (kernel == KernelKind.Rbf) return (squared * (-0.5 / latent)).exp();
        return Scales.Select(scale => 2 * latent * scale).Select(width => width / (squared + width)).Aggregate((sum, next) => sum + next) / Scales.Length;
    }
}
