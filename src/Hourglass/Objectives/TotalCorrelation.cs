using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// The total correlation, the mean of log q(z) - sum_j log q(z_j): how far the dimensions of the code are from independent over the whole
/// set (Chen et al. 2018, equation 2, second term). Its weight is beta.
/// </summary>
/// <param name="Estimator">How q(z) is estimated.</param>
public sealed record TotalCorrelation(AggregateEstimator Estimator) : ObjectiveTerm, IObjectiveTerm<GaussianCode>, IDemandingTerm
{
    /// <inheritdoc/>
    public override string Metric => "total_correlation_nats";

    ObjectiveTerm IObjectiveTerm<GaussianCode>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(GaussianCode code, Pass pass)
    {
        var aggregate = AggregatePosterior.Of(code, pass, Estimator);
        return aggregate.LogDensity - aggregate.LogMarginals;
    }

    IEnumerable<MessageText> IDemandingTerm.Violations(Blueprint blueprint) => AggregatePosterior.Violations(blueprint);
}
