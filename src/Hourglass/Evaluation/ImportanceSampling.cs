using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Native;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// <c>nll_nats</c>: -log p(x), estimated with K draws z_k ~ q(z|x) as -log (1/K) sum_k p(x|z_k) p(z_k) / q(z_k|x)
/// (Y. Burda, R. Grosse and R. Salakhutdinov, "Importance weighted autoencoders", ICLR 2016, equation 8), averaged over examples.
/// Its expectation lies above the truth and falls towards it as K grows. <c>nll_standard_error_nats</c> is the error that the draws
/// leave in that average (delta method); the choice of examples is not in it.
/// </summary>
internal static class ImportanceSampling
{
    private const int NumbersAtOnce = 1 << 19;

    // Passes after which memory is tidied up; until then some hundred MB may lie about.
    private const int PassesWithoutTidying = 64;

    /// <summary>Whether the model has the densities that the estimate needs.</summary>
    public static bool Fits(Autoencoder model) => model.Modules.Prior is IDensity && model.Blueprint is { CodeIsDistribution: true, Loss.IsDensity: true };

    /// <summary>The estimate, its standard error (for two draws and more) and the number of draws.</summary>
    /// <param name="model">A model with the densities that it needs; see <see cref="Fits"/>.</param>
    /// <param name="examples">In the units of the model.</param>
    /// <param name="draws">K, drawn for every example; at least 1.</param>
    /// <param name="seed">Decides the draws, and the binarisation where it is dynamic.</param>
    /// <param name="numbersAtOnce">How many numbers of decoded examples are held at once.</param>
    public static IEnumerable<Metric> Estimate(Autoencoder model, Examples examples, int draws, ulong seed, int numbersAtOnce = NumbersAtOnce)
    {
        var rows = Math.Clamp(numbersAtOnce / examples.Shape.Size, 1, (long)examples.Count * draws);
        var batch = (int)Math.Clamp(rows / draws, 1, examples.Count);
        var drawsAtOnce = (int)Math.Min(draws, rows / batch);
        var (sum, variance) = (0.0, 0.0);
        var means = new LogMeanExp[batch];
        var passes = 0;
        using var frozen = no_grad();
        using var random = Randomness.Generator(seed, RandomPurpose.Evaluation);
        using var batches = new BatchReader(examples, batch);
        for (var start = 0; start < examples.Count; start += batch)
        {
            using var scope = NewDisposeScope();
            var clean = batches.Read(start);
            var input = clean with { Rows = Inputs.Target(model.Blueprint, clean, random) };
            var code = model.Read(input);
            var count = input.Count;
            Array.Fill(means, new LogMeanExp());
            for (var done = 0; done < draws; done += drawsAtOnce)
            {
                Weigh(model, input, code, Math.Min(drawsAtOnce, draws - done), random, means.AsSpan(0, count));
                if (++passes % PassesWithoutTidying == 0) Allocator.GiveBackUnused();
            }

            foreach (var mean in means.AsSpan(0, count))
            {
                sum -= mean.Value;
                variance += mean.Variance;
            }
        }

        List<Metric> metrics = [new("nll_nats", sum / examples.Count)];
        if (draws > 1) metrics.Add(new("nll_standard_error_nats", Math.Sqrt(variance) / examples.Count));
        metrics.Add(new("nll_samples", draws));
        return metrics;
    }

    /// <summary>Adds log p(x|z) + log p(z) - log q(z|x) of <paramref name="draws"/> draws an example.</summary>
    private static void Weigh(Autoencoder model, Batch input, Code code, int draws, Generator random, Span<LogMeanExp> means)
    {
        using var scope = NewDisposeScope();
        var pass = new Pass(model, code, input, input.Rows, draws, new Moment(double.PositiveInfinity, input.Count), random);
        var weights = (pass.LogPrior - pass.LogPosterior).to_type(float64).add_(pass.LogLikelihood).data<double>().ToArray();
        for (var i = 0; i < means.Length; i++) means[i].Add(weights.AsSpan(i * draws, draws));
    }
}
