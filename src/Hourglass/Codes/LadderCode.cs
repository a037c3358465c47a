using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// Two layers of latent variables, inferred from above: q(z'|x) q(z|z', x), where q(z|z', x) joins what the encoder says of z from below
/// and what p(z|z') says of it from above, each weighted by its precision (C. K. Sonderby et al., "Ladder variational autoencoders",
/// NIPS 2016, equations 8 to 13). A draw is (z, z'): [rows, latent + upper]; the decoder sees z.
/// </summary>
public sealed class LadderCode : DistributionCode, IJointCode
{
    private readonly GaussianCode bottomUp;
    private readonly Func<Tensor, GaussianCode> topDown;

    /// <param name="bottomUp">What the encoder says of z: [batch, latent].</param>
    /// <param name="upper">q(z'|x): [batch, upper].</param>
    /// <param name="topDown">p(z|z').</param>
    internal LadderCode(GaussianCode bottomUp, GaussianCode upper, Func<Tensor, GaussianCode> topDown)
    {
        this.bottomUp = bottomUp;
        this.topDown = topDown;
        Upper = upper;
    }

    /// <summary>q(z'|x): [batch, upper].</summary>
    public GaussianCode Upper { get; }

    /// <summary>The mean of z where z' is at its own mean: [batch, latent].</summary>
    public override Tensor Location => Combine(bottomUp, topDown(Upper.Mean)).Mean;

    private long Latent => bottomUp.Mean.shape[1];

    /// <summary>A draw of z' and of z given it, joined: [batch, latent + upper].</summary>
    public override Tensor Sample(Generator random)
    {
        var above = Upper.Sample(random);
        return cat([Combine(bottomUp, topDown(above)).Sample(random), above], 1);
    }

    /// <inheritdoc/>
    public override Code Repeat(int times) => new LadderCode((GaussianCode)bottomUp.Repeat(times), (GaussianCode)Upper.Repeat(times), topDown);

    /// <summary>log q(z, z'|x) in nats: [rows].</summary>
    /// <param name="latent">(z, z'): [rows, latent + upper].</param>
    public override Tensor LogDensity(Tensor latent)
    {
        var above = Above(latent);
        return Upper.LogDensity(above) + Combine(bottomUp, topDown(above)).LogDensity(Decoded(latent));
    }

    Tensor IJointCode.Decoded(Tensor draw) => Decoded(draw);

    Tensor IJointCode.LogPrior(Tensor draw, Tensor latent)
    {
        var above = Above(draw);
        return NormalDensity.LogStandard(above) + topDown(above).LogDensity(latent);
    }

    Tensor IJointCode.DivergenceAt(Tensor draw)
    {
        var prior = topDown(Above(draw));
        return Upper.DivergenceFromStandardNormal().sum(1) + Combine(bottomUp, prior).DivergenceFrom(prior);
    }

    /// <summary>The normalised product of two diagonal Gaussians: precisions add, means are averaged by precision.</summary>
    internal static GaussianCode Combine(GaussianCode one, GaussianCode other)
    {
        var logVariance = -logaddexp(-one.LogVariance, -other.LogVariance);
        return new GaussianCode(lerp(other.Mean, one.Mean, (other.LogVariance - one.LogVariance).sigmoid()), logVariance);
    }

    private Tensor Decoded(Tensor draw) => draw.narrow(1, 0, Latent);

    private Tensor Above(Tensor draw) => draw.narrow(1, Latent, draw.shape[1] - Latent);
}
