using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// rate * ||d output / dz||_F^2 of the decoder at the codes of the examples (the gradient penalty of Ghosh et al. 2020),
/// as an unbiased estimate from one backward pass. The output is the decoder's own: logits, for a Bernoulli loss.
/// </summary>
/// <param name="Rate">Nats per unit of the Jacobian's squared norm; above 0.</param>
[Cites("hutchinson1990", "M. F. Hutchinson", "A stochastic estimator of the trace of the influence matrix for Laplacian smoothing splines",
    "Communications in Statistics 19", 1990)]
public sealed record DecoderSmoothness(double Rate) : ObjectiveTerm, IObjectiveTerm<Code>, IOneExampleAtATime, IOneOutput
{
    /// <inheritdoc/>
    public override string Metric => "gradient_penalty_nats";

    /// <inheritdoc/>
    public override bool IsPerExample => true;

    ObjectiveTerm IObjectiveTerm<Code>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(Code code, Pass pass) => JacobianNorm.Estimate(
        latent => ReferenceEquals(latent, pass.Latent) ? pass.Output : pass.Model.Modules.Decode(latent, pass.Condition),
        pass.Latent,
        pass.Random) * Rate;
}
