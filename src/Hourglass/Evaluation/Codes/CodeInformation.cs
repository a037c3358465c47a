using System.Globalization;
using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Passes;
using Hourglass.Priors;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// Decomposition of the divergence of Gaussian codes from the prior: E KL(q(z|x) || p(z)) = I(x; z) + KL(q(z) || p(z)), with the aggregate
/// posterior q(z) = (1/N) sum_n q(z|x_n) (M. D. Hoffman and M. J. Johnson, "ELBO surgery", NIPS workshop on advances in approximate
/// Bayesian inference, 2016). All three refer to the N given examples: I is the information of a draw about which of them it came from, at most log N.
/// </summary>
/// <param name="MutualInformationNats">I(x; z), estimated with one draw per example and the sum over all N posteriors; unbiased for these N examples, too
/// small for the population that they come from.</param>
/// <param name="StandardErrorNats">Standard error of <paramref name="MutualInformationNats"/>.</param>
/// <param name="KlNats">E KL(q(z|x) || p(z)): in closed form for a standard normal prior, else estimated with the same draws.</param>
/// <param name="Examples">N, the number of examples.</param>
/// <param name="KlIsBound">Whether the KL is only an upper bound, because the prior's density is estimated and its logarithm is too low on average.</param>
public sealed record CodeInformation(double MutualInformationNats, double StandardErrorNats, double KlNats, int Examples, bool KlIsBound = false)
{
    private const int PairsAtOnce = 1 << 22;
    private const double NearTheMost = 0.5;

    /// <summary>
    /// KL(q(z) || p(z)), the remainder of the divergence: the mismatch between prior and aggregate posterior. An upper bound if the KL is one.
    /// </summary>
    public double GapNats => KlNats - MutualInformationNats;

    /// <summary>What a reader must know before trusting the metrics, or null.</summary>
    public string? Warning => MutualInformationNats < Math.Log(Examples) - NearTheMost ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"mutual_information_nats is {MutualInformationNats:F2}, and {Examples} examples can show at most log({Examples}) = {Math.Log(Examples):F2}: the " +
            $"information is that much or more{(KlIsBound ? "" : ", and aggregate_gap_nats is too large by the difference")}; raise information_examples.");

    /// <summary>The metrics under their stable names.</summary>
    public IReadOnlyList<Metric> Metrics =>
    [
        new("mutual_information_nats", MutualInformationNats),
        new("mutual_information_standard_error_nats", StandardErrorNats),
        .. KlIsBound ? Array.Empty<Metric>() : [new("aggregate_gap_nats", GapNats)],
    ];

    /// <summary>Whether the model has Gaussian codes without flows and a prior with a density.</summary>
    public static bool Fits(Autoencoder model) => model.Blueprint is { CodeKind: GaussianSpec, Flows.Count: 0 } && model.Modules.Prior is IDensity;

    /// <summary>Decomposes the divergence of the codes of examples; takes examples x examples x latent operations.</summary>
    /// <param name="model">A model that <see cref="Fits"/>.</param>
    /// <param name="examples">In the units of the data source.</param>
    /// <param name="seed">Seed of the draws and of dynamic binarisation.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="UsageException">The model does not fit.</exception>
    /// <exception cref="HourglassException">There are no examples, or their shape is not the model's.</exception>
    public static CodeInformation Estimate(Autoencoder model, Examples examples, ulong seed = 1, Action<RowsDone>? report = null,
        CancellationToken cancellation = default)
    {
        if (!Fits(model))
            throw new UsageException($"The model '{What(model.Blueprint.Model)}' has no Gaussian codes whose information can be estimated; use " +
                $"{Allowed("a model with Gaussian codes and without flows, such as 'vae'")}.");
        return OfDrawn(model, EvaluationExamples.Of(model, examples, seed).Drawn, seed, new WorkControl("", report, cancellation));
    }

    /// <summary>The same for examples as an objective reads them.</summary>
    internal static CodeInformation OfDrawn(Autoencoder model, Examples examples, ulong seed, WorkControl control = default)
    {
        control = control.For("mutual information");
        using var outer = NewDisposeScope();
        using var frozen = no_grad();
        using var random = Randomness.Generator(seed, RandomPurpose.Information);
        var (mean, logVariance) = Posteriors(model, examples, random, control);
        var noise = randn(mean.shape, dtype: float64, generator: random);
        var draws = mean + ((logVariance * 0.5).exp() * noise);
        var own = NormalDensity.Log(draws - mean, logVariance).sum(1);
        var information = own - LogAggregate(mean, logVariance, draws, control);
        var count = examples.Count;
        var divergence = model.Blueprint.Prior is StandardNormal
            ? DimensionKl.Of(mean, logVariance).sum(1)
            : own - model.Modules.LogPrior(draws.to_type(float32), random, model).to_type(float64);
        var value = information.mean().item<double>();
        var error = count > 1 ? Math.Sqrt((information - value).square().sum().item<double>() / (count - 1.0) / count) : 0;
        return new CodeInformation(value, error, divergence.mean().item<double>(), count, ((IDensity)model.Modules.Prior).IsEstimate);
    }

    /// <summary>log (1/N) sum_n N(z; m_n, s_n^2) at each draw in nats: [draws].</summary>
    /// <param name="mean">m: [N, latent].</param>
    /// <param name="logVariance">log s^2: [N, latent].</param>
    /// <param name="draws">z: [draws, latent].</param>
    /// <param name="control">Receives the progress and cancels.</param>
    internal static Tensor LogAggregate(Tensor mean, Tensor logVariance, Tensor draws, WorkControl control = default)
    {
        // -2 log N(z; m, s^2) = sum z^2 / s^2 - 2 z m / s^2 + (m^2 / s^2 + log s^2 + log 2 pi): a matrix product, in double precision.
        var precision = (-logVariance).exp();
        var linear = cat([precision * -0.5, mean * precision], 1).t();
        var constant = ((mean.square() * precision) + logVariance + Math.Log(2 * Math.PI)).sum(1) * -0.5;
        var result = empty(draws.shape[0], float64);
        var rows = Math.Max(1, PairsAtOnce / mean.shape[0]);
        for (long start = 0; start < draws.shape[0]; start += rows)
        {
            using var scope = NewDisposeScope();
            var z = draws.narrow(0, start, Math.Min(rows, draws.shape[0] - start));
            result.narrow(0, start, z.shape[0]).copy_(cat([z.square(), z], 1).mm(linear).add_(constant).logsumexp(1));
            control.Done((int)(start + z.shape[0]), (int)draws.shape[0]);
        }

        return result - Math.Log(mean.shape[0]);
    }

    private static (Tensor Mean, Tensor LogVariance) Posteriors(Autoencoder model, Examples examples, Generator random, WorkControl control)
    {
        var (mean, logVariance) = (empty(examples.Count, model.Latent, float64), empty(examples.Count, model.Latent, float64));
        var batch = Math.Min(ReconstructionPass.BatchSize(examples.Shape.Size), examples.Count);
        using var batches = new BatchReader(examples, batch);
        for (var start = 0; start < examples.Count; start += batch)
        {
            control.ThrowIfCancelled();
            using var scope = NewDisposeScope();
            var (input, _) = Inputs.For(model.Blueprint, batches.Read(start), random);
            var code = (GaussianCode)model.Read(input);
            mean.narrow(0, start, input.Count).copy_(code.Mean);
            logVariance.narrow(0, start, input.Count).copy_(code.LogVariance);
        }

        return (mean, logVariance);
    }
}
