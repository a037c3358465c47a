using static TorchSharp.torch;

namespace Hourglass.Eager;

/// <summary>An importance-weighted autoencoder as the users of TorchSharp write it: log-weights, a softmax of them, one backward pass.</summary>
public sealed class EagerIwae : nn.Module<Tensor, Tensor>, IEagerModel
{
    private readonly nn.Module<Tensor, Tensor> encoder;
    private readonly nn.Module<Tensor, Tensor> mean;
    private readonly nn.Module<Tensor, Tensor> logVariance;
    private readonly nn.Module<Tensor, Tensor> decoder;
    private readonly int draws;

    /// <summary>Takes the parts.</summary>
    public EagerIwae(nn.Module<Tensor, Tensor> encoder, nn.Module<Tensor, Tensor> mean, nn.Module<Tensor, Tensor> logVariance,
        nn.Module<Tensor, Tensor> decoder, int draws)
        : base(nameof(EagerIwae))
    {
        this.encoder = encoder;
        this.mean = mean;
        this.logVariance = logVariance;
        this.decoder = decoder;
        this.draws = draws;
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
        var m = mean.call(hidden).unsqueeze(1);
        var v = logVariance.call(hidden).unsqueeze(1);
        var eps = randn([batch.shape[0], draws, m.shape[2]]);
        var z = m + ((v * 0.5).exp() * eps);
        var logits = decoder.call(z.flatten(0, 1)).view(batch.shape[0], draws, -1);
        var target = batch.unsqueeze(1).expand_as(logits);
        var likelihood = -nn.functional.binary_cross_entropy_with_logits(logits, target, reduction: nn.Reduction.None).sum([2L]);
        var prior = z.square().sum([2L]) * -0.5;
        var posterior = (v + eps.square()).sum([2L]) * -0.5;
        var weights = likelihood + prior - posterior;
        return -(weights.logsumexp(1) - Math.Log(draws)).mean();
    }
}
