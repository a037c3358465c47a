using Hourglass.Codes;
using Hourglass.Critics;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// The critic's binary cross-entropy in distinguishing codes from codes whose dimensions were each permuted over the batch: log 2 if the
/// dimensions are independent (H. Kim and A. Mnih, "Disentangling by factorising", ICML 2018, algorithms 1 and 2; the permuted codes are
/// those of the same batch).
/// </summary>
public sealed record PermutationTest : ObjectiveTerm, IObjectiveTerm<Code>, IDemandingTerm
{
    /// <inheritdoc/>
    public override string Metric => "cross_entropy_nats";

    ObjectiveTerm IObjectiveTerm<Code>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(Code code, Pass pass)
    {
        var critic = pass.Model.Modules.Critic!;
        var permuted = critic.Logit(critic.Features(Permuted(pass.Latent.detach(), pass.Random)));
        return ((-CriticTotalCorrelation.LogOdds(pass)).softplus() + permuted.softplus()) / 2;
    }

    IEnumerable<MessageText> IDemandingTerm.Violations(Blueprint blueprint) => CriticView.Violations(blueprint, CriticInput.Latent);

    /// <summary>Permutes each column separately, so that columns are independent and keep their distributions: [rows, latent].</summary>
    internal static Tensor Permuted(Tensor latent, Generator random) =>
        latent.gather(0, rand(latent.shape, dtype: ScalarType.Float32, generator: random).argsort(0));
}
