using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// Independent continuous Bernoulli features (G. Loaiza-Ganem and J. P. Cunningham, "The continuous Bernoulli: fixing a pervasive
/// error in variational autoencoders", NeurIPS 2019): the density C(p) p^x (1 - p)^(1 - x) on [0, 1]. The binary
/// cross-entropy of grey values lacks the normalising constant C(p). The decoder gives the logits l = log p/(1 - p), in which the density is
/// exp(l x) l / (exp(l) - 1). Its mean is not p.
/// </summary>
[Cites("loaizaganem2019", "G. Loaiza-Ganem and J. P. Cunningham", "The continuous Bernoulli: fixing a pervasive error in variational autoencoders", "NeurIPS",
    2019)]
public sealed record ContinuousBernoulli : IndependentLoss
{
    // Below this, the closed forms lose digits to cancellation, and the first terms of the series are exact to 1e-10.
    private const double SeriesBelow = 0.5;

    /// <summary>The choice <c>loss=continuous-bernoulli</c>.</summary>
    public static LossChoice Choice { get; } = new("continuous-bernoulli", "binary cross-entropy normalised to a density on [0, 1]",
        _ => new ContinuousBernoulli());

    /// <inheritdoc/>
    public override bool NeedsUnitInterval => true;

    /// <summary>l (1/2 - x) + log(sinh(l/2) / (l/2)).</summary>
    public override Tensor PerFeature(Tensor output, Tensor target) => (output * (0.5 - target)) + LogSinhRatio(output);

    /// <summary>1/2 + (coth(l/2) - 2/l) / 2 (equation 8 of the paper, in logits).</summary>
    public override Tensor Mean(Tensor output)
    {
        var (isSmall, small, large) = Split(output);
        var square = (small * 0.5).square();
        var series = small * 0.25 * ((((((square * (-1 / 4725.0)) + (2 / 945.0)) * square) - (1 / 45.0)) * square) + (1 / 3.0));
        var closed = (((large * 0.5).tanh().reciprocal() * 0.5) - large.reciprocal()) * output.sign();
        return where(isSmall, series, closed) + 0.5;
    }

    /// <summary>By the inverse distribution function, log(1 + u (exp(l) - 1)) / l (equation 9 of the paper), for -|l| and mirrored.</summary>
    public override Tensor Sample(Tensor output, Generator random)
    {
        // Closer to 0 than this, the distribution is uniform to the last digit.
        const double Least = 1e-6;
        var uniform = rand(output.shape, dtype: output.dtype, generator: random);
        var falling = output.abs().clamp_min(Least).neg();
        var draw = ((uniform * falling.expm1()).log1p() / falling).clamp(0, 1);
        return where(output.gt(0), 1 - draw, draw);
    }

    /// <summary>log(sinh(l/2) / (l/2)), never negative.</summary>
    private static Tensor LogSinhRatio(Tensor logits)
    {
        var (isSmall, small, large) = Split(logits);
        var square = (small * 0.5).square();
        var series = ((((((square * (-1 / 37800.0)) + (1 / 2835.0)) * square) - (1 / 180.0)) * square) + (1 / 6.0)) * square;
        var closed = (large * 0.5) + large.neg().exp().neg().log1p() - large.log();
        return where(isSmall, series, closed);
    }

    /// <summary>The small logits, and the magnitudes of the others, each with harmless numbers in the other positions.</summary>
    private static (Tensor IsSmall, Tensor Small, Tensor Large) Split(Tensor logits)
    {
        var size = logits.abs();
        var isSmall = size.lt(SeriesBelow);
        return (isSmall, where(isSmall, logits, zeros_like(logits)), where(isSmall, ones_like(size), size));
    }
}
