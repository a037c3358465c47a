using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// -log (1/K) sum_k w_k with w = p(x, z) / q(z|x), an upper bound of -log p(x) that tightens as K grows
/// (Y. Burda, R. Grosse and R. Salakhutdinov, "Importance weighted autoencoders", ICLR 2016, equation 8). K = 1 is the VAE's bound
/// with one draw. With M x K particles there are M bounds per example, whose mean enters the loss (the MIWAE of Rainforth et al. 2018).
/// </summary>
/// <param name="Samples">K; at least 1, and a divisor of the blueprint's particles.</param>
public sealed record ImportanceWeightedBound(int Samples) : ObjectiveTerm, IObjectiveTerm<DistributionCode>, IDemandingTerm
{
    /// <summary><c>nll_bound_5_nats</c> for K = 5.</summary>
    public override string Metric => $"nll_bound_{Samples}_nats";

    /// <inheritdoc/>
    public override bool IsPerExample => true;

    ObjectiveTerm IObjectiveTerm<DistributionCode>.Spec => this;

    /// <summary>The bounds: [batch x M].</summary>
    public Tensor Evaluate(DistributionCode code, Pass pass) => Math.Log(Samples) - pass.LogWeight.reshape(-1, Samples).logsumexp(1);

    IEnumerable<MessageText> IDemandingTerm.Violations(Blueprint blueprint) => Violations(Samples, blueprint);

    /// <summary>Lists what does not fit, for any bound with this many samples.</summary>
    internal static IEnumerable<MessageText> Violations(int samples, Blueprint blueprint)
    {
        if (samples < 1) yield return $"A {What("bound")} takes {Got(samples)} samples; it needs {Allowed("at least 1")}.";
        else if (blueprint.Particles % samples != 0)
            yield return $"A {What("bound")} takes {Got(samples)} samples, and the model draws {blueprint.Particles} per example; give " +
                $"{Allowed($"a number of particles that {samples} divides")}.";
    }
}
