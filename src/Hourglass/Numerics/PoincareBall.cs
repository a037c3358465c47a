using static TorchSharp.torch;

namespace Hourglass.Numerics;

/// <summary>
/// The Poincare ball of curvature -c, the points of R^n with c |z|^2 below 1 (Ganea et al. 2018, section 2; Mathieu et al. 2019, section 2).
/// All tensors are rows [count, n].
/// </summary>
/// <param name="Curvature">c; above 0.</param>
internal readonly record struct PoincareBall(double Curvature)
{
    // Points closer to the boundary than this fraction of the radius are indistinguishable from it in 32 bits.
    private const double Rim = 1e-5;
    private const double TinySquare = 1e-15;
    private readonly double root = Math.Sqrt(Curvature);

    /// <summary>lambda = 2 / (1 - c |z|^2), the factor between lengths at z and those of the flat space: [count, 1].</summary>
    public Tensor Factor(Tensor point) => 2 / (1 - (Curvature * point.square().sum(1, keepdim: true))).clamp_min(Rim);

    /// <summary>Moebius addition.</summary>
    public Tensor Add(Tensor x, Tensor y)
    {
        var product = (x * y).sum(1, keepdim: true);
        var (squareX, squareY) = (x.square().sum(1, keepdim: true), y.square().sum(1, keepdim: true));
        var above = ((1 + (2 * Curvature * product) + (Curvature * squareY)) * x) + ((1 - (Curvature * squareX)) * y);
        return above / (1 + (2 * Curvature * product) + (Curvature * Curvature * squareX * squareY)).clamp_min(TinySquare);
    }

    /// <summary>The point reached after unit time on the geodesic that leaves a point with this velocity.</summary>
    public Tensor Exp(Tensor point, Tensor velocity)
    {
        var length = Length(velocity);
        return Inside(Add(point, (Factor(point) * length * (root / 2)).tanh() * velocity / (root * length)));
    }

    /// <summary>The initial velocity of the geodesic from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public Tensor Log(Tensor from, Tensor to)
    {
        var difference = Add(-from, to);
        var length = Length(difference);
        return 2 / (root * Factor(from)) * Inverse(root * length) * difference / length;
    }

    /// <summary><see cref="Exp"/> at the origin.</summary>
    public Tensor ExpOrigin(Tensor velocity)
    {
        var length = Length(velocity) * root;
        return Inside(length.tanh() / length * velocity);
    }

    /// <summary><see cref="Log"/> at the origin.</summary>
    public Tensor LogOrigin(Tensor point)
    {
        var length = Length(point) * root;
        return Inverse(length) / length * point;
    }

    /// <summary>The distance between points: [count].</summary>
    public Tensor Distance(Tensor x, Tensor y) => (2 / root * Inverse(root * Length(Add(-x, y)))).squeeze(1);

    /// <summary>Velocities at the origin, transported to <paramref name="point"/> along the geodesic.</summary>
    public Tensor Transport(Tensor point, Tensor velocity) => velocity * 2 / Factor(point);

    /// <summary>
    /// log of a normal distribution wrapped around <paramref name="mean"/>, with respect to the ball's own volume: the velocity to the
    /// point, in lengths of the ball, is normal, and the exponential map stretches space by (sinh(r) / r)^(n-1) at r = sqrt(c) times the
    /// distance (Mathieu et al. 2019, equation 12; Nagano et al. 2019): [count].
    /// </summary>
    public Tensor LogWrappedNormal(Tensor point, Tensor mean, Tensor logVariance)
    {
        var velocity = Factor(mean) * Log(mean, point);
        var normal = NormalDensity.Log(velocity, logVariance).sum(1);
        var r = (Length(velocity) * root).squeeze(1);
        var logSinh = r + (-(r * -2).expm1()).log() - Math.Log(2);
        return normal + ((point.shape[1] - 1) * (r.log() - logSinh));
    }

    /// <summary>A draw of <see cref="LogWrappedNormal"/>, differentiable in mean and deviation.</summary>
    /// <param name="mean">[count, n].</param>
    /// <param name="offset">Standard deviations times standard normal noise: [count, n].</param>
    public Tensor Wrap(Tensor mean, Tensor offset) => Exp(mean, Transport(mean, offset / 2));

    /// <summary>The points; those outside or on the boundary are moved just inside.</summary>
    public Tensor Inside(Tensor point)
    {
        var most = (1 - Rim) / root;
        var length = Length(point);
        return where(length.gt(most), point / length * most, point);
    }

    private static Tensor Length(Tensor rows) => rows.square().sum(1, keepdim: true).clamp_min(TinySquare).sqrt();

    private static Tensor Inverse(Tensor x) => x.clamp_max(1 - 1e-7).atanh();
}
