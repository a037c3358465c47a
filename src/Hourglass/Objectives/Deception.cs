using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// How clearly the critic recognises generated inputs: -log D(generated), averaged over their kinds; the non-saturating form
/// (I. Goodfellow et al., "Generative adversarial nets", NeurIPS 2014, section 3).
/// </summary>
public sealed record Deception : ObjectiveTerm, IObjectiveTerm<Code>, IDemandingTerm
{
    /// <inheritdoc/>
    public override string Metric => "deception_nats";

    /// <inheritdoc/>
    public override bool IsPerExample => true;

    ObjectiveTerm IObjectiveTerm<Code>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(Code code, Pass pass)
    {
        var critic = pass.Model.Modules.Critic!;
        var made = CriticView.Of(pass).Made;
        return made.Select(features => (-critic.Logit(features)).softplus()).Aggregate((sum, next) => sum + next) / made.Count;
    }

    IEnumerable<MessageText> IDemandingTerm.Violations(Blueprint blueprint) => CriticView.Violations(blueprint);
}
