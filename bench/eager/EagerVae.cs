using static TorchSharp.torch;

namespace Hourglass.Eager;

/// <summary>A variational autoencoder as the users of TorchSharp write it.</summary>
public sealed class EagerVae : nn.Module<Tensor, Tensor>, IEagerModel
{
    private readonly nn.Module<Tensor, Tensor> encoder;
    private readonly nn.Module<Tensor, Tensor> mean;
    private readonly nn.Module<Tensor, Tensor> logVariance;
    private readonly nn.Module<Tensor, Tensor> decoder;
    private readonly Func<Tensor, Tensor, Tensor> reconstruction;

    /// <summary>Takes the parts.</summary>
    /// <param name="encoder">The layers before the code.</param>
    /// <param name="mean">The mean of the code.</param>
    /// <param name="logVariance">Its log-variance.</param>
    /// <param name="decoder">From the code to the outputs.</param>
    /// <param name="reconstruction">-log p of a batch, summed, from the outputs and the batch; null for pixels between 0 and 1.</param>
    public EagerVae(nn.Module<Tensor, Tensor> encoder, nn.Module<Tensor, Tensor> mean, nn.Module<Tensor, Tensor> logVariance, nn.Module<Tensor, Tensor> decoder,
        Func<Tensor, Tensor, Tensor>? reconstruction = null)
        : base(nameof(EagerVae))
    {
        this.encoder = encoder;
        this.mean = mean;
        this.logVariance = logVariance;
        this.decoder = decoder;
        this.reconstruction = reconstruction ?? ((output, batch) => nn.functional.binary_cross_entropy_with_logits(output, batch, reduction: nn.Reduction.Sum));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public nn.Module Module => this;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => decoder.call(mean.call(encoder.call(input)));

    /// <inheritdoc/>
    public Tensor Loss(Tensor batch)
    {
        var hidden = encoder.call(batch);
        var m = mean.call(hidden);
        var v = logVariance.call(hidden);
        var z = m + ((v * 0.5).exp() * randn_like(m));
        var kl = (1 + v - m.square() - v.exp()).sum() * -0.5;
        return (reconstruction(decoder.call(z), batch) + kl) / batch.shape[0];
    }
}
