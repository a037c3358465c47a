using static TorchSharp.torch;

namespace Hourglass.Eager;

/// <summary>An autoencoder as the users of TorchSharp write it: modules, a loss, and the optimizer of the library.</summary>
public sealed class EagerAutoencoder : nn.Module<Tensor, Tensor>, IEagerModel
{
    private readonly nn.Module<Tensor, Tensor> encoder;
    private readonly nn.Module<Tensor, Tensor> decoder;

    /// <summary>Takes the two halves.</summary>
    public EagerAutoencoder(nn.Module<Tensor, Tensor> encoder, nn.Module<Tensor, Tensor> decoder)
        : base(nameof(EagerAutoencoder))
    {
        this.encoder = encoder;
        this.decoder = decoder;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public nn.Module Module => this;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => decoder.call(encoder.call(input));

    /// <inheritdoc/>
    public Tensor Loss(Tensor batch) =>
        nn.functional.binary_cross_entropy_with_logits(call(batch), batch, reduction: nn.Reduction.Sum) / batch.shape[0];
}
