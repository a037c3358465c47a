using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>A <see cref="Loss"/> whose features are independent given z, so that padding can be excluded from the sum.</summary>
public abstract record IndependentLoss : Loss
{
    /// <summary>-log p(x_i|z) of each feature in nats: [batch, size].</summary>
    public abstract Tensor PerFeature(Tensor output, Tensor target);

    /// <inheritdoc/>
    public sealed override bool IsDensity => true;

    /// <summary>
    /// Number of outputs of the decoder per feature, if it is the same for all: the first <c>size</c> outputs are of one kind, the
    /// next of another, and so on. A loss whose features differ in this number overrides <see cref="OutputShape"/>.
    /// </summary>
    protected virtual int OutputsPerFeature => 1;

    /// <inheritdoc/>
    public override DataShape OutputShape(DataShape shape) => shape with { Channels = shape.Channels * OutputsPerFeature };

    /// <inheritdoc/>
    public sealed override Tensor NegativeLogLikelihood(Tensor output, Tensor target) => PerFeature(output, target).sum(1);

    /// <summary>The decoder's outputs of one kind for each feature: [batch, size].</summary>
    /// <param name="output">The decoder's output: [batch, size x outputs per feature].</param>
    /// <param name="index">The kind, from 0.</param>
    protected Tensor Kind(Tensor output, int index)
    {
        var size = output.shape[1] / OutputsPerFeature;
        return output.narrow(1, index * size, size);
    }
}
