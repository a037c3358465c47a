using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// KL(q(z|x) || p(z)), never negative: in closed form where the pair of distributions has one, else estimated by log q(z|x) - log p(z)
/// at the latent vector drawn, by default with the path derivative. For a Gaussian code and N(0, I) it is -1/2 sum(1 + log s^2 - m^2 - s^2) (Kingma &amp;
/// Welling 2014, appendix B). Its weight is the beta of a beta-VAE (Higgins et al. 2017).
/// </summary>
public sealed record Kl : ObjectiveTerm, IObjectiveTerm<DistributionCode>
{
    /// <inheritdoc/>
    public override string Metric => "kl_nats";

    /// <inheritdoc/>
    public override bool IsPerExample => true;

    /// <summary>
    /// Whether an estimate learns by the path derivative (<see cref="Pass.PathLogPosterior"/>); otherwise by the gradient of the
    /// estimate itself, which includes the score and its noise. Irrelevant for closed forms.
    /// </summary>
    public bool PathDerivative { get; init; } = true;

    ObjectiveTerm IObjectiveTerm<DistributionCode>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(DistributionCode code, Pass pass)
    {
        var blueprint = pass.Model.Blueprint;
        var exact = blueprint.Flows.Count > 0 ? null : code is IJointCode joint ? joint.DivergenceAt(pass.Start) : Divergence.ClosedForm(code, blueprint.Prior);
        return exact ?? ((PathDerivative ? pass.PathLogPosterior : pass.LogPosterior) - pass.LogPrior);
    }

    /// <summary>The divergence of each latent dimension from N(0, 1), in nats: [batch, latent].</summary>
    public static Tensor PerDimension(GaussianCode code) => code.DivergenceFromStandardNormal();
}
