using Hourglass.Data;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// Independent Gaussian features, with a separate standard deviation for each feature of each example (Kingma &amp; Welling 2014, appendix C.2):
/// the decoder gives the means, then the log-deviations.
/// </summary>
/// <param name="Floor">
/// The smallest standard deviation, above 0. Constant features would otherwise pull it to 0, where a single deviating value would cost
/// without bound: with the default, one unit of error costs at most 200 nats.
/// </param>
public sealed record HeteroscedasticGaussian(
    [property: Setting("minimum standard deviation of the heteroscedastic-gaussian loss, in units of the data", Name = "sigma_floor", AboveZero = true)]
    double Floor = HeteroscedasticGaussian.DefaultFloor) : IndependentLoss
{
    /// <summary>The default floor.</summary>
    public const double DefaultFloor = 0.05;

    private static readonly OptionSet<HeteroscedasticGaussian> Declared = new(() => new HeteroscedasticGaussian());

    /// <summary>The choice <c>loss=heteroscedastic-gaussian</c>.</summary>
    public static LossChoice Choice { get; } = LossChoice.Of("heteroscedastic-gaussian",
        "Gaussian with a standard deviation per feature and example, given by the decoder", Declared);

    /// <inheritdoc/>
    protected override int OutputsPerFeature => 2;

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape) => Declared.Violations(this);

    /// <inheritdoc/>
    public override Tensor PerFeature(Tensor output, Tensor target) => GaussianDensity.NegativeLog(Kind(output, 0), LogDeviation(output), target);

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output) => Kind(output, 0).alias();

    /// <inheritdoc/>
    public override Tensor Sample(Tensor output, Generator random) => GaussianDensity.Sample(Kind(output, 0), LogDeviation(output), random);

    private Tensor LogDeviation(Tensor output) => LearnedScale.Log(Kind(output, 1), Floor);
}
