using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// The divergence of the aggregate posterior's marginals from the prior: the mean of sum_j log q(z_j) - log p(z)
/// (Chen et al. 2018, equation 2, third term).
/// </summary>
/// <param name="Estimator">How q(z) is estimated.</param>
public sealed record DimensionWiseKl(AggregateEstimator Estimator) : ObjectiveTerm, IObjectiveTerm<GaussianCode>, IDemandingTerm
{
    /// <inheritdoc/>
    public override string Metric => "dimension_wise_kl_nats";

    ObjectiveTerm IObjectiveTerm<GaussianCode>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(GaussianCode code, Pass pass) => AggregatePosterior.Of(code, pass, Estimator).LogMarginals - pass.LogPrior;

    IEnumerable<MessageText> IDemandingTerm.Violations(Blueprint blueprint) => AggregatePosterior.Violations(blueprint);
}
