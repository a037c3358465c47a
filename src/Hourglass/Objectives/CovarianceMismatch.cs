using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// The squared distance of the code's covariance over the batch from the identity: a * sum_(i != j) Cov_ij^2 + b * sum_i (Cov_ii - 1)^2
/// (A. Kumar, P. Sattigeri and A. Balakrishnan, "Variational inference of disentangled latent concepts from unlabeled observations",
/// ICLR 2018, equations 6 and 7).
/// </summary>
/// <param name="Kind">Whose covariance.</param>
/// <param name="OffDiagonal">a: nats per squared covariance of two dimensions; 0 or more.</param>
/// <param name="Diagonal">b: nats per squared distance of a variance from 1; 0 or more.</param>
public sealed record CovarianceMismatch(CovarianceKind Kind, double OffDiagonal, double Diagonal) : ObjectiveTerm, IObjectiveTerm<GaussianCode>
{
    /// <inheritdoc/>
    public override string Metric => "covariance_mismatch_nats";

    ObjectiveTerm IObjectiveTerm<GaussianCode>.Spec => this;

    /// <summary>The distance, the same for each row: [rows].</summary>
    public Tensor Evaluate(GaussianCode code, Pass pass)
    {
        var squares = (Covariance(code) - eye(code.Mean.shape[1], dtype: code.Mean.dtype)).square();
        var diagonal = squares.diagonal().sum();
        var mismatch = ((squares.sum() - diagonal) * OffDiagonal) + (diagonal * Diagonal);
        return mismatch.expand(code.Mean.shape[0]);
    }

    /// <summary>The covariance over the batch, divided by the batch size so that a batch of one has one too: [latent, latent].</summary>
    internal Tensor Covariance(GaussianCode code)
    {
        var deviations = code.Mean - code.Mean.mean([0L]);
        var covariance = deviations.t().mm(deviations) / code.Mean.shape[0];
        return Kind == CovarianceKind.Means ? covariance : covariance + code.LogVariance.exp().mean([0L]).diag();
    }
}
