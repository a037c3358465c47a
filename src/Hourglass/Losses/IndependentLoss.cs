using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>A <see cref="Loss"/> whose features are independent given z, so that padding can be left out of the sum.</summary>
public abstract record IndependentLoss : Loss
{
    /// <summary>-log p(x_i|z) of each feature in nats: [batch, size].</summary>
    public abstract Tensor PerFeature(Tensor output, Tensor target);

    /// <inheritdoc/>
    public sealed override bool IsDensity => true;

    /// <inheritdoc/>
    public sealed override Tensor NegativeLogLikelihood(Tensor output, Tensor target) => PerFeature(output, target).sum(1);

    /// <summary>One of the kinds of numbers that the decoder gives for each feature: [batch, size].</summary>
    /// <param name="output">The decoder's output: [batch, size x outputs per feature].</param>
    /// <param name="index">Which, from 0.</param>
    protected Tensor Kind(Tensor output, int index)
    {
        var size = output.shape[1] / OutputsPerFeature;
        return output.narrow(1, index * size, size);
    }
}
