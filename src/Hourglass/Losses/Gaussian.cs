using Hourglass.Data;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>Independent Gaussian features of one fixed standard deviation; the decoder gives the means.</summary>
/// <param name="Deviation">
/// The standard deviation; above 0. At the default sqrt(1/2) the loss is the sum of squared errors plus size / 2 * log(pi),
/// so that "squared error + KL" of the literature is this loss minus its constant.
/// </param>
public sealed record Gaussian(
    [property: Setting("standard deviation of the gaussian loss; with the default the loss is the sum of squared errors", Name = "sigma", AboveZero = true)]
    double Deviation = Gaussian.SumOfSquares) : IndependentLoss
{
    /// <summary>sqrt(1/2), at which the loss is the sum of squared errors plus a constant.</summary>
    public const double SumOfSquares = 0.70710678118654752;

    private static readonly OptionSet<Gaussian> Declared = new(() => new Gaussian());

    /// <summary>The choice <c>loss=gaussian</c>.</summary>
    public static LossChoice Choice { get; } = LossChoice.Of("gaussian", "squared error: Gaussian with a fixed standard deviation", Declared);

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape) => Declared.Violations(this);

    /// <inheritdoc/>
    public override Tensor PerFeature(Tensor output, Tensor target)
    {
        var variance = Deviation * Deviation;
        return ((output - target).square() * (0.5 / variance)) + (0.5 * Math.Log(2 * Math.PI * variance));
    }

    /// <inheritdoc/>
    public override LinkFunction? Link => LinkFunction.Identity;

    /// <inheritdoc/>
    public override double? StartAt(double mean) => mean;

    /// <inheritdoc/>
    protected internal override MessageText CountsMoreBy =>
        $"make the reconstruction count more (a smaller {Setting("sigma")}, or {Setting("loss", "learned-gaussian")}, which finds it)";

    /// <inheritdoc/>
    internal override PanelLikelihood? Kernel(int features) =>
        new FeatureLikelihood(LikelihoodKernel.Of<GaussianLikelihood>(1 / (Deviation * Deviation)), features, features * 0.5 * Math.Log(2 * Math.PI * Deviation * Deviation));

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output) => output.alias();

    /// <inheritdoc/>
    public override Tensor Sample(Tensor output, Generator random)
    {
        using var noise = randn(output.shape, dtype: output.dtype, generator: random);
        return output + (noise * Deviation);
    }
}
