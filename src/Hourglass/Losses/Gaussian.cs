using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>Independent Gaussian features of one fixed standard deviation; the decoder gives the means.</summary>
/// <param name="Deviation">
/// The standard deviation; above 0. At the default sqrt(1/2) the loss is the sum of squared errors plus size / 2 * log(pi),
/// so that "squared error + KL" of the literature is this loss less its constant.
/// </param>
public sealed record Gaussian(double Deviation = Gaussian.SumOfSquares) : Loss
{
    /// <summary>sqrt(1/2), at which the loss is the sum of squared errors plus a constant.</summary>
    public const double SumOfSquares = 0.70710678118654752;

    /// <inheritdoc/>
    public override bool NeedsUnitInterval => false;

    /// <inheritdoc/>
    public override Tensor NegativeLogLikelihood(Tensor output, Tensor target)
    {
        var size = target.shape[1];
        var variance = Deviation * Deviation;
        var constant = size * 0.5 * Math.Log(2 * Math.PI * variance);
        return ((output - target).square().sum(1) * (0.5 / variance)) + constant;
    }

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output) => output.alias();

    /// <inheritdoc/>
    public override Tensor Sample(Tensor output, Generator random)
    {
        using var noise = randn(output.shape, generator: random);
        return output + (noise * Deviation);
    }
}
