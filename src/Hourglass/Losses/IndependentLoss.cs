using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>A <see cref="Loss"/> whose features are independent given z, so that padding can be left out of the sum.</summary>
public abstract record IndependentLoss : Loss
{
    /// <summary>-log p(x_i|z) of each feature in nats: [batch, size].</summary>
    public abstract Tensor PerFeature(Tensor output, Tensor target);

    /// <inheritdoc/>
    public sealed override Tensor NegativeLogLikelihood(Tensor output, Tensor target) => PerFeature(output, target).sum(1);
}
