using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// Independent Bernoulli features; the decoder gives logits. With grey values in [0, 1] this is the binary cross-entropy
/// customary since Kingma &amp; Welling (2014), which is not a normalised density unless the data is binary.
/// </summary>
public sealed record Bernoulli : IndependentLoss
{
    /// <summary>The choice <c>loss=bernoulli</c>.</summary>
    public static LossChoice Choice { get; } = new("bernoulli", "binary cross-entropy on logits", _ => new Bernoulli());

    /// <inheritdoc/>
    public override bool NeedsUnitInterval => true;

    /// <summary>0 and 1; for values between them it is not a probability.</summary>
    public override int? DiscreteValues => 2;

    /// <summary>softplus(l) - x l = -x log p - (1 - x) log(1 - p), p = sigmoid(l): exact for any logit.</summary>
    public override Tensor PerFeature(Tensor output, Tensor target) =>
        nn.functional.binary_cross_entropy_with_logits(output, target, reduction: nn.Reduction.None);

    /// <inheritdoc/>
    public override LinkFunction? Link => LinkFunction.Logit;

    /// <summary>The logit. The mean is kept away from 0 and 1, because constant features would start at infinity.</summary>
    public override double? StartAt(double mean)
    {
        const double Rim = 0.001;
        var held = Math.Clamp(mean, Rim, 1 - Rim);
        return Math.Log(held / (1 - held));
    }

    /// <inheritdoc/>
    internal override PanelLikelihood? Kernel(int features) => new FeatureLikelihood(LikelihoodKernel.Of<BernoulliLikelihood>(), features);

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output) => output.sigmoid();

    /// <inheritdoc/>
    public override Tensor Sample(Tensor output, Generator random)
    {
        using var mean = output.sigmoid();
        return bernoulli(mean, random);
    }
}
