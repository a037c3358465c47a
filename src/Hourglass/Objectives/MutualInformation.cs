using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>The mutual information of example and code, the mean of log q(z|x) - log q(z) (Chen et al. 2018, equation 2, first term).</summary>
/// <param name="Estimator">How q(z) is estimated.</param>
public sealed record MutualInformation(AggregateEstimator Estimator) : ObjectiveTerm, IObjectiveTerm<GaussianCode>, IDemandingTerm
{
    /// <inheritdoc/>
    public override string Metric => "index_code_information_nats";

    ObjectiveTerm IObjectiveTerm<GaussianCode>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(GaussianCode code, Pass pass) => pass.LogPosterior - AggregatePosterior.Of(code, pass, Estimator).LogDensity;

    IEnumerable<MessageText> IDemandingTerm.Violations(Blueprint blueprint) => AggregatePosterior.Violations(blueprint);
}
