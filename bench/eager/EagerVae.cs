using static TorchSharp.torch;

namespace Hourglass.Eager;

/// <summary>A variational autoencoder as the users of TorchSharp write it.</summary>
public sealed class EagerVae : nn.Module<Tensor, Tensor>, IEagerModel
{
    private readonly nn.Module<Tensor, Tensor> encoder;
    private readonly nn.Module<Tensor, Tensor> mean;
    private readonly nn.Module<Tensor, Tensor> logVariance;
    private readonly nn.Module<Tensor, Tensor> decoder;

    /// <summary>Takes the parts.</summary>
    public EagerVae(nn.Module<Tensor, Tensor> encoder, nn.Module<Tensor, Tensor> mean, nn.Module<Tensor, Tensor> logVariance, nn.Module<Tensor, Tensor> decoder)
        : base(nameof(EagerVae))
    {
        this.encoder = encoder;
        this.mean = mean;
        this.logVariance = logVariance;
        this.decoder = decoder;
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
        var reconstruction = nn.functional.binary_cross_entropy_with_logits(decoder.call(z), batch, reduction: nn.Reduction.Sum);
        var kl = (1 + v - m.square() - v.exp()).sum() * -0.5;
        return (reconstruction + kl) / batch.shape[0];
    }
}
