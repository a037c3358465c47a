using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// KL(q(z|x) || N(0, I)) = -1/2 sum(1 + log s^2 - m^2 - s^2), never negative (Kingma &amp; Welling 2014, appendix B).
/// Its weight is the beta of a beta-VAE (Higgins et al. 2017).
/// </summary>
public sealed record Kl : ObjectiveTerm, IObjectiveTerm<GaussianCode>
{
    /// <inheritdoc/>
    public override string Metric => "kl_nats";

    ObjectiveTerm IObjectiveTerm<GaussianCode>.Spec => this;

    /// <inheritdoc/>
    public Tensor Evaluate(GaussianCode code, Pass pass) => PerDimension(code).sum(1);

    /// <summary>The divergence of each latent dimension, in nats: [batch, latent].</summary>
    public static Tensor PerDimension(GaussianCode code) =>
        (1 + code.LogVariance - code.Mean.square() - code.LogVariance.exp()) * -0.5;
}
