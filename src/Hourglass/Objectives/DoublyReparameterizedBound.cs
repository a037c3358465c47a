using Hourglass.Codes;
using Hourglass.Priors;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// The value of <see cref="ImportanceWeightedBound"/> with the doubly reparameterised gradient for the encoder: sum_k v_k^2 d log w_k / dz_k
/// dz_k / d phi, v being the normalised weights and phi held fixed within log q (G. Tucker, D. Lawson, S. Gu and C. J. Maddison, "Doubly
/// reparameterized gradient estimators for Monte Carlo objectives", ICLR 2019). It has the mean of the standard gradient and
/// less noise the larger K is. It is valid for the encoder's parameters only: the decoder needs a player with the standard bound.
/// </summary>
/// <param name="Samples">K; at least 1, and a divisor of the blueprint's particles.</param>
public sealed record DoublyReparameterizedBound(int Samples) : ObjectiveTerm, IObjectiveTerm<GaussianCode>, IDemandingTerm
{
    /// <inheritdoc/>
    public override string Metric => $"nll_bound_{Samples}_nats";

    /// <inheritdoc/>
    public override bool IsPerExample => true;

    ObjectiveTerm IObjectiveTerm<GaussianCode>.Spec => this;

    /// <summary>The bounds: [batch x M].</summary>
    public Tensor Evaluate(GaussianCode code, Pass pass)
    {
        var logWeights = (pass.LogLikelihood + pass.LogPrior - code.Detach().LogDensity(pass.Start)).reshape(-1, Samples);
        var squares = logWeights.detach().softmax(1).square();
        var surrogate = -(squares * logWeights).sum(1);
        var bound = Math.Log(Samples) - logWeights.detach().logsumexp(1);
        return bound + surrogate - surrogate.detach();
    }

    IEnumerable<MessageText> IDemandingTerm.Violations(Blueprint blueprint)
    {
        foreach (var violation in ImportanceWeightedBound.Violations(Samples, blueprint)) yield return violation;
        if (blueprint.Prior is VampPrior)
            yield return $"The {What("doubly reparameterised gradient")} holds the prior fixed, and a VampPrior is made of the encoder; give " +
                $"{Allowed($"another prior or take {Setting("gradient", "standard")}")}.";
        if (blueprint.Flows.Count > 0)
            yield return $"The {What("doubly reparameterised gradient")} is for a code without flows; " +
                $"{Allowed($"remove the flows or take {Setting("gradient", "standard")}")}.";
        if (!blueprint.Others.Any(player => player.Owns.Contains("decoder")))
            yield return $"The {What("doubly reparameterised gradient")} is for the encoder only; give " +
                $"{Allowed("the decoder a player with the standard bound")}.";
    }
}
