using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// Independent Bernoulli features; the decoder gives logits. With grey values in [0, 1] this is the binary cross-entropy
/// customary since Kingma &amp; Welling (2014), which is not a normalised density unless the data is binary.
/// </summary>
public sealed record Bernoulli : IndependentLoss
{
    /// <inheritdoc/>
    public override bool NeedsUnitInterval => true;

    /// <inheritdoc/>
    public override int OutputsPerFeature => 1;

    /// <inheritdoc/>
    public override bool LearnsScale => false;

    /// <summary>0 and 1; of values between them it is no probability.</summary>
    public override int? DiscreteValues => 2;

    /// <inheritdoc/>
    public override IEnumerable<string> Violations(DataShape shape) => [];

    /// <summary>softplus(l) - x l = -x log p - (1 - x) log(1 - p), p = sigmoid(l): exact for any logit.</summary>
    public override Tensor PerFeature(Tensor output, Tensor target) =>
        nn.functional.binary_cross_entropy_with_logits(output, target, reduction: nn.Reduction.None);

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output) => output.sigmoid();

    /// <inheritdoc/>
    public override Tensor Sample(Tensor output, Generator random)
    {
        using var mean = output.sigmoid();
        return bernoulli(mean, random);
    }
}
