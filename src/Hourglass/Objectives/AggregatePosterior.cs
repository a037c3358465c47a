using Hourglass.Codes;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// The aggregate posterior q(z) = (1/N) sum_n q(z|x_n) and its dimensions' marginals at the draws of a batch, estimated from the batch
/// (R. T. Q. Chen, X. Li, R. Grosse and D. Duvenaud, "Isolating sources of disentanglement in variational autoencoders", NeurIPS 2018).
/// </summary>
/// <param name="LogDensity">log q(z) in nats: [batch].</param>
/// <param name="LogMarginals">The sum over dimensions of log q(z_j) in nats: [batch].</param>
internal sealed record AggregatePosterior(Tensor LogDensity, Tensor LogMarginals)
{
    /// <summary>The densities of a pass, computed once and shared by the terms that use them.</summary>
    public static AggregatePosterior Of(GaussianCode code, Pass pass, AggregateEstimator estimator) =>
        pass.Shared((nameof(AggregatePosterior), estimator), () => Estimate(code, pass.Latent, pass.Moment.Examples, estimator));

    /// <summary>Lists why a model cannot have these densities.</summary>
    public static IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        if (blueprint.Particles != 1)
            yield return $"The {What("total correlation")} is estimated from one latent vector per example, and the model draws {Got(blueprint.Particles)}; " +
                $"give {Allowed("1 particle")}.";
        if (blueprint.Flows.Count > 0)
            yield return $"The {What("total correlation")} is estimated from Gaussian codes, and this model's codes go through flows; " +
                $"{Allowed("remove the flows")}.";
    }

    /// <summary>The densities at <paramref name="latent"/>, of which row i was drawn from row i of the code.</summary>
    /// <param name="code">The posteriors of the batch: [batch, latent].</param>
    /// <param name="latent">[batch, latent].</param>
    /// <param name="examples">N, the size of the whole set.</param>
    /// <param name="estimator">How the rest of the set is accounted for.</param>
    public static AggregatePosterior Estimate(GaussianCode code, Tensor latent, int examples, AggregateEstimator estimator)
    {
        // [draw, posterior, dimension]
        var each = NormalDensity.Log(latent.unsqueeze(1) - code.Mean.unsqueeze(0), code.LogVariance.unsqueeze(0));
        var weights = LogWeights((int)latent.shape[0], examples, estimator, latent.dtype);
        return new AggregatePosterior((each.sum(2) + weights).logsumexp(1), (each + weights.unsqueeze(2)).logsumexp(1).sum(1));
    }

    /// <summary>Log-weight of each posterior of the batch at each draw: [batch, batch].</summary>
    internal static Tensor LogWeights(int batch, int examples, AggregateEstimator estimator, ScalarType type)
    {
        // A batch that is the whole set, or a single example, leaves nothing to estimate.
        if (batch == 1 || batch >= examples) return full([batch, batch], -Math.Log(batch), dtype: type);
        if (estimator == AggregateEstimator.Weighted) return full([batch, batch], -Math.Log((double)examples * batch), dtype: type);
        var (n, others) = ((double)examples, batch - 1.0);
        var own = eye(batch, dtype: type);
        var next = own.roll(1, 1);
        return (((1 - own - next) / others) + (own / n) + (next * ((n - others) / (n * others)))).log();
    }
}
