using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// The critic's binary cross-entropy in distinguishing real from generated inputs: -(log D(real) + log(1 - D(generated))) / 2, log 2 at
/// chance (I. Goodfellow et al., "Generative adversarial nets", NeurIPS 2014, equation 1). Several kinds of generated inputs share the second half.
/// </summary>
/// <param name="Rest">
/// The batch's mean error below which the critic does not learn, so that it does not get so far ahead that its gradient vanishes;
/// from 0 (it always learns) to log 2.
/// </param>
public sealed record Discrimination(double Rest = 0) : ObjectiveTerm, IObjectiveTerm<Code>, IDemandingTerm
{
    /// <inheritdoc/>
    public override string Metric => "cross_entropy_nats";

    ObjectiveTerm IObjectiveTerm<Code>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(Code code, Pass pass)
    {
        var critic = pass.Model.Modules.Critic!;
        var view = CriticView.Of(pass);
        var made = view.Made.Select(features => critic.Logit(features).softplus()).Aggregate((sum, next) => sum + next) / view.Made.Count;
        var error = ((-critic.Logit(view.Real)).softplus() + made) / 2;
        if (Rest == 0) return error;
        var learns = error.detach().mean().ge(Rest).to_type(error.dtype);
        return error.detach() + (learns * (error - error.detach()));
    }

    IEnumerable<MessageText> IDemandingTerm.Violations(Blueprint blueprint) => CriticView.Violations(blueprint);
}
