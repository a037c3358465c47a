using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// A normal distribution wrapped around a point of the Poincare ball (Mathieu et al. 2019). Densities are with respect to the ball's own
/// volume. What happens near the rim is computed in 64 bits: 1 - |z|^2 and its square have lost their digits in 32.
/// </summary>
/// <param name="mean">The centre, inside the ball: [batch, latent].</param>
/// <param name="logVariance">log s^2 of the velocity in lengths of the ball: [batch, latent].</param>
/// <param name="curvature">The ball's curvature is minus this; above 0.</param>
public sealed class WrappedNormalCode(Tensor mean, Tensor logVariance, double curvature) : DistributionCode
{
    private readonly PoincareBall ball = new(curvature);

    /// <summary>The centre: [batch, latent].</summary>
    public Tensor Mean => mean;

    /// <summary>log s^2 of the velocity in lengths of the ball: [batch, latent].</summary>
    public Tensor LogVariance => logVariance;

    /// <inheritdoc/>
    public override Tensor Location => mean;

    /// <summary>The reparameterised draw: a normal velocity at the origin, carried to the centre and followed for unit time.</summary>
    public override Tensor Sample(Generator random)
    {
        using var noise = randn(mean.shape, dtype: mean.dtype, generator: random);
        return ball.Wrap(Exact(mean), Exact((logVariance * 0.5).exp() * noise)).to_type(mean.dtype);
    }

    /// <inheritdoc/>
    public override Code Repeat(int times) =>
        new WrappedNormalCode(mean.repeat_interleave(times, 0), logVariance.repeat_interleave(times, 0), curvature);

    /// <inheritdoc/>
    public override Tensor LogDensity(Tensor latent) => ball.LogWrappedNormal(Exact(latent), Exact(mean), Exact(logVariance)).to_type(mean.dtype);

    private static Tensor Exact(Tensor values) => values.to_type(ScalarType.Float64);
}
