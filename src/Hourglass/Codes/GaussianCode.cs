using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// One Gaussian with diagonal covariance per example: q(z|x) = N(m, diag(s^2)) (Kingma &amp; Welling 2014, appendix C.2).
/// </summary>
/// <param name="mean">m: [batch, latent].</param>
/// <param name="logVariance">log s^2 (not log s): [batch, latent].</param>
/// <param name="context">Context that the encoder passes to the flows: [batch, context], or null.</param>
public sealed class GaussianCode(Tensor mean, Tensor logVariance, Tensor? context = null) : DistributionCode
{
    /// <summary>m: [batch, latent].</summary>
    public Tensor Mean => mean;

    /// <summary>log s^2: [batch, latent].</summary>
    public Tensor LogVariance => logVariance;

    /// <summary>Context that the encoder passes to the flows: [batch, context], or null.</summary>
    public Tensor? Context => context;

    /// <inheritdoc/>
    public override Tensor Location => mean;

    /// <summary>The reparameterised draw z = m + s * eps with eps ~ N(0, I) (Kingma &amp; Welling 2014, section 2.4).</summary>
    public override Tensor Sample(Generator random)
    {
        using var noise = randn(mean.shape, dtype: mean.dtype, generator: random);
        using var halfLog = logVariance * 0.5;
        using var deviation = halfLog.exp();
        return addcmul(mean, deviation, noise, 1);
    }

    /// <inheritdoc/>
    public override Code Repeat(int times) =>
        new GaussianCode(mean.repeat_interleave(times, 0), logVariance.repeat_interleave(times, 0), context?.repeat_interleave(times, 0));

    /// <summary>The KL divergence of each latent dimension from N(0, 1), in nats: [batch, latent].</summary>
    public Tensor DivergenceFromStandardNormal() => (1 + logVariance - mean.square() - logVariance.exp()) * -0.5;

    /// <summary>KL(q || p) in nats: [rows].</summary>
    /// <param name="other">p, with the same number of dimensions.</param>
    public Tensor DivergenceFrom(GaussianCode other)
    {
        var logRatio = logVariance - other.LogVariance;
        var distance = (mean - other.Mean).square() * (-other.LogVariance).exp();
        return (logRatio.exp() - logRatio + distance - 1).sum(1) * 0.5;
    }

    /// <summary>The same distribution, detached from the encoder.</summary>
    public GaussianCode Detach() => new(mean.detach(), logVariance.detach(), context?.detach());

    /// <inheritdoc/>
    public override Tensor LogDensity(Tensor latent) => NormalDensity.Log(latent - mean, logVariance).sum(1);
}
