using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// What an estimate of the velocity cos(a) n - sin(a) x of noisy rows cos(a) x + sin(a) n is trained on and judged by. Dead dimensions get no noise
/// and do not count.
/// </summary>
/// <param name="velocity">Estimates velocities [rows, dimensions], given noisy rows [rows, dimensions] and levels tan(a) [rows, 1].</param>
/// <param name="live">1 for each live dimension, 0 for others: [dimensions].</param>
internal sealed class VelocityLoss(Func<Tensor, Tensor, Tensor> velocity, Tensor live)
{
    /// <summary>
    /// The squared error at one random level per row: [rows]. For N(0, I) the smallest possible expectation is the same at all levels, the number of dimensions
    /// (Salimans and Ho 2022; for standardised rows also the loss of Karras et al. 2022, equation 8).
    /// </summary>
    public Tensor Squared(Tensor rows, Generator random)
    {
        var level = NoiseLevels.Training((int)rows.shape[0], random);
        return Squared(rows, Noise(rows, random), level.atan(), level);
    }

    /// <summary>
    /// An upper bound of -log p(x) of each row, in nats, estimated at one random level per row (Kingma et al. 2021). For the exact velocity of a
    /// density p that is smooth at the smallest level, its expectation is -log p(x): [rows].
    /// </summary>
    public Tensor Bound(Tensor rows, Generator random)
    {
        var level = NoiseLevels.Uniform((int)rows.shape[0], random);
        var angle = level.atan();
        var noise = Noise(rows, random);
        var dimensions = live.sum();

        // The error in n. The squared noise has a known mean: without its share, as large as for N(0, I), the estimate has less variance.
        var part = angle.cos().square().squeeze(1);
        var error = (part * Squared(rows, noise, angle, level)) - (part.square() * (noise.square().sum(1) - dimensions));
        var first = rows.square().sum(1) / (2 * NoiseLevels.Most * NoiseLevels.Most);
        var last = dimensions * ((0.5 * Math.Log(2 * Math.PI * Math.E)) + Math.Log(NoiseLevels.Least));
        return first + (error * NoiseLevels.LogRange) + last;
    }

    private Tensor Noise(Tensor rows, Generator random) => randn(rows.shape, dtype: rows.dtype, generator: random) * live;

    private Tensor Squared(Tensor rows, Tensor noise, Tensor angle, Tensor level)
    {
        var (cos, sin) = (angle.cos(), angle.sin());
        return (((velocity((cos * rows) + (sin * noise), level) - (cos * noise) + (sin * rows)) * live).square()).sum(1);
    }
}
