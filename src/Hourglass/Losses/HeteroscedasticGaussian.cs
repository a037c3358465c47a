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
public sealed record HeteroscedasticGaussian(double Floor = HeteroscedasticGaussian.DefaultFloor) : IndependentLoss
{
    /// <summary>The default floor.</summary>
    public const double DefaultFloor = 0.05;

    private static readonly NumberParameter SigmaFloor = new("sigma_floor", DefaultFloor, double.Epsilon, double.PositiveInfinity,
        "minimum standard deviation of the heteroscedasticgaussian loss, in units of the data");

    /// <summary>The choice <c>loss=heteroscedasticgaussian</c>.</summary>
    public static LossChoice Choice { get; } = new("heteroscedasticgaussian", "a standard deviation per feature and example, given by the decoder",
        given => new HeteroscedasticGaussian(given.Get(SigmaFloor)))
    { Options = [SigmaFloor] };

    /// <inheritdoc/>
    protected override int OutputsPerFeature => 2;

    /// <inheritdoc/>
    public override IEnumerable<string> Violations(DataShape shape)
    {
        if (!(Floor > 0)) yield return $"The learnt standard deviations may fall to {Floor}; give a floor above 0, such as 0.05.";
    }

    /// <inheritdoc/>
    public override Tensor PerFeature(Tensor output, Tensor target) => GaussianDensity.NegativeLog(Kind(output, 0), LogDeviation(output), target);

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output) => Kind(output, 0).alias();

    /// <inheritdoc/>
    public override Tensor Sample(Tensor output, Generator random) => GaussianDensity.Sample(Kind(output, 0), LogDeviation(output), random);

    private Tensor LogDeviation(Tensor output) => LearnedScale.Log(Kind(output, 1), Floor);
}
