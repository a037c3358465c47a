using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// Independent features on a grid over [0, 1]: each value has the mass that a logistic distribution gives to its bin, the outermost bins
/// reaching to infinity (D. P. Kingma et al., "Improved variational inference with inverse autoregressive flow", NIPS 2016, section 4.1;
/// T. Salimans et al., "PixelCNN++", ICLR 2017, equation 2). The decoder gives the locations m, then the log-scales log s. Values
/// between grid points count as the nearest grid point. A mass is at most 1, so the loss is never negative.
/// </summary>
/// <param name="Bins">Number of grid points, including 0 and 1; at least 2. 256 are the grey levels of 8-bit pictures.</param>
[Cites("salimans2017", "T. Salimans and A. Karpathy and X. Chen and D. P. Kingma",
    "PixelCNN++: improving the PixelCNN with discretized logistic mixture likelihood and other modifications", "ICLR", 2017)]
public sealed record DiscretizedLogistic(int Bins = 256) : IndependentLoss
{
    /// <summary>The smallest scale s, exp(-7): a quarter of a grey level.</summary>
    public const double Floor = 9.118819655545162e-4;

    /// <summary>The choice <c>loss=discretized-logistic</c>.</summary>
    public static LossChoice Choice { get; } = new("discretized-logistic",
        "logistic distribution discretised to 256 grey levels, with a learnt scale per feature", _ => new DiscretizedLogistic());

    private double Step => 1.0 / (Bins - 1);

    /// <inheritdoc/>
    public override bool NeedsUnitInterval => true;

    /// <inheritdoc/>
    protected override int OutputsPerFeature => 2;

    /// <inheritdoc/>
    public override int? DiscreteValues => Bins;

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape)
    {
        if (Bins < 2) yield return $"The {What("discretized logistic loss")} has {Got(Bins)} bins; give {Allowed("at least 2, such as 256")}.";
    }

    /// <summary>
    /// With a and b the edges of the bin in units of s around m, F(b) - F(a) = F(b) F(-a) (1 - exp(a - b)): a product whose logarithm
    /// loses no precision.
    /// </summary>
    public override Tensor PerFeature(Tensor output, Tensor target)
    {
        var logScale = LearnedScale.Log(Kind(output, 1), Floor);
        var perUnit = logScale.neg().exp();
        var bin = (target * (Bins - 1)).round();
        var centred = ((bin * Step) - Kind(output, 0)) * perUnit;
        var half = perUnit * (0.5 * Step);
        var below = nn.functional.logsigmoid(centred + half);
        var above = nn.functional.logsigmoid(half - centred);
        var width = (half * -2).expm1().neg().log();
        var isFirst = bin.le(0);
        var isLast = bin.ge(Bins - 1);
        return where(isFirst, below, where(isLast, above, below + above + width)).neg();
    }

    /// <summary>The sum over the edges between bins of the mass above them, times the step.</summary>
    public override Tensor Mean(Tensor output)
    {
        var perUnit = LearnedScale.Log(Kind(output, 1), Floor).neg().exp();
        var location = Kind(output, 0) * perUnit;
        var sum = zeros_like(location);
        for (var edge = 0; edge < Bins - 1; edge++)
        {
            using var above = location.add(perUnit, alpha: -(edge + 0.5) * Step);
            sum.add_(above.sigmoid_());
        }

        return sum.mul_(Step);
    }

    /// <inheritdoc/>
    public override Tensor Sample(Tensor output, Generator random)
    {
        const double Least = 1e-7;
        var uniform = rand(Kind(output, 0).shape, dtype: output.dtype, generator: random).clamp(Least, 1 - Least);
        var draw = Kind(output, 0) + (LearnedScale.Log(Kind(output, 1), Floor).exp() * (uniform.log() - (1 - uniform).log()));
        return (draw.clamp(0, 1) * (Bins - 1)).round() * Step;
    }
}
