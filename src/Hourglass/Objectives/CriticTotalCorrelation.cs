using Hourglass.Codes;
using Hourglass.Critics;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// The total correlation of the code as a critic estimates it: its log-odds log D(z) / (1 - D(z)) that z is a code and not one whose
/// dimensions come from different examples, which for the best critic is log q(z) - sum_j log q(z_j) (H. Kim and A. Mnih,
/// "Disentangling by factorising", ICML 2018, equation 3). Its weight is gamma.
/// </summary>
public sealed record CriticTotalCorrelation : ObjectiveTerm, IObjectiveTerm<Code>, IDemandingTerm
{
    /// <inheritdoc/>
    public override string Metric => "total_correlation_nats";

    /// <inheritdoc/>
    public override bool IsPerExample => true;

    ObjectiveTerm IObjectiveTerm<Code>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(Code code, Pass pass) => LogOdds(pass);

    IEnumerable<MessageText> IDemandingTerm.Violations(Blueprint blueprint) => CriticView.Violations(blueprint, CriticInput.Latent);

    /// <summary>The critic's log-odds at the latent vectors, computed once and shared by the terms that use them: [rows].</summary>
    internal static Tensor LogOdds(Pass pass) => pass.Shared(nameof(CriticTotalCorrelation), () =>
    {
        var critic = pass.Model.Modules.Critic!;
        return critic.Logit(critic.Features(pass.Latent));
    });
}
