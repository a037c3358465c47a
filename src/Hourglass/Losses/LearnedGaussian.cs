using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// Independent Gaussian features with one common standard deviation that is learnt with the weights (O. Rybkin, K. Daniilidis and S. Levine,
/// "Simple and effective VAE training with calibrated decoders", ICML 2021): it converges to the error of the reconstruction and thus
/// balances reconstruction and KL without a hyperparameter. The decoder gives the means, followed by the single log-scale.
/// </summary>
/// <param name="Floor">The smallest standard deviation, above 0; the default is about half a grey level of 256.</param>
[Cites("rybkin2021", "O. Rybkin and K. Daniilidis and S. Levine", "Simple and effective VAE training with calibrated decoders", "ICML", 2021)]
public sealed record LearnedGaussian(double Floor = 0.0025) : IndependentLoss
{
    /// <summary>The choice <c>loss=learned-gaussian</c>.</summary>
    public static LossChoice Choice { get; } = new("learned-gaussian", "Gaussian with one learnt standard deviation for all features",
        _ => new LearnedGaussian());

    /// <inheritdoc/>
    public override bool LearnsScale => true;

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape)
    {
        if (!(Floor > 0)) yield return $"The {What("learnt standard deviation")} may fall to {Got(Floor)}; give {Allowed("a floor above 0, such as 0.0025")}.";
    }

    /// <inheritdoc/>
    public override Tensor PerFeature(Tensor output, Tensor target) => GaussianDensity.NegativeLog(Means(output), LogDeviation(output), target);

    /// <inheritdoc/>
    public override LinkFunction? Link => LinkFunction.Identity;

    /// <inheritdoc/>
    public override double? StartAt(double mean) => mean;

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output) => Means(output).alias();

    /// <inheritdoc/>
    public override Tensor Sample(Tensor output, Generator random) => GaussianDensity.Sample(Means(output), LogDeviation(output), random);

    private static Tensor Means(Tensor output) => output.narrow(1, 0, output.shape[1] - 1);

    /// <summary>[batch, 1].</summary>
    private Tensor LogDeviation(Tensor output) => LearnedScale.Log(output.narrow(1, output.shape[1] - 1, 1), Floor);
}
