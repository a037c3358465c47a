using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// Independent groups of classes, drawn as points of the simplex by the Gumbel-softmax (Jang et al. 2017), which is the concrete
/// distribution of Maddison et al. (2017).
/// </summary>
public sealed class CategoricalCode : DistributionCode
{
    private readonly Tensor logProbability;
    private readonly double temperature;
    private readonly bool hard;

    /// <summary>The code of these logits.</summary>
    /// <param name="logits">[batch, classes, groups].</param>
    /// <param name="temperature">Above 0.</param>
    /// <param name="hard">Whether draws are one-hot, with the relaxed draw's gradient.</param>
    public CategoricalCode(Tensor logits, double temperature, bool hard)
    {
        logProbability = logits.log_softmax(1);
        this.temperature = temperature;
        this.hard = hard;
    }

    /// <summary>The logarithm of each class's probability: [batch, classes, groups].</summary>
    public Tensor LogProbability => logProbability;

    /// <summary>The probabilities, which are the mean of the one-hot vectors: [batch, classes x groups].</summary>
    public override Tensor Location => Rows(logProbability.exp());

    /// <summary>softmax((log p + g) / temperature) with g from the Gumbel distribution, or the one-hot vector of its largest.</summary>
    public override Tensor Sample(Generator random)
    {
        using var uniform = rand(logProbability.shape, dtype: logProbability.dtype, generator: random).clamp_min_(1e-30);
        using var gumbel = uniform.log_().neg_().log_().neg_();
        var relaxed = ((logProbability + gumbel) / temperature).softmax(1);
        if (!hard) return Rows(relaxed);
        var largest = zeros_like(relaxed).scatter_(1, relaxed.detach().argmax(1, keepdim: true), ones_like(relaxed));
        return Rows(largest + (relaxed - relaxed.detach()));
    }

    /// <inheritdoc/>
    public override Code Repeat(int times) => new CategoricalCode(logProbability.repeat_interleave(times, 0), temperature, hard);

    /// <summary>The code with one-hot draws, which the KL from a prior of classes is about.</summary>
    internal override Code Unrelaxed() => hard ? this : new CategoricalCode(logProbability, temperature, hard: true);

    /// <summary>
    /// For relaxed draws, the density on the simplex (Maddison et al. 2017, equation 10); for one-hot draws, their probability.
    /// </summary>
    /// <param name="latent">z: [batch, latent].</param>
    public override Tensor LogDensity(Tensor latent)
    {
        var value = latent.reshape(logProbability.shape);
        if (hard) return (value * logProbability).sum([1L, 2L]);
        var (classes, groups) = (logProbability.shape[1], logProbability.shape[2]);
        var logValue = value.clamp_min(1e-30).log();
        var constant = groups * (LogGamma.Of(classes) + ((classes - 1) * Math.Log(temperature)));
        var each = (logProbability - ((temperature + 1) * logValue)).sum(1) - (classes * (logProbability - (temperature * logValue)).logsumexp(1));
        return each.sum(1) + constant;
    }

    private static Tensor Rows(Tensor groups) => groups.reshape(groups.shape[0], -1);
}
