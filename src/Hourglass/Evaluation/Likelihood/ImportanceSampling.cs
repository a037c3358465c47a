using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Native;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Priors;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// -log p(x), estimated with K draws z_k ~ q(z|x) as -log (1/K) sum_k p(x|z_k) p(z_k) / q(z_k|x)
/// (Y. Burda, R. Grosse and R. Salakhutdinov, "Importance weighted autoencoders", ICLR 2016, equation 8).
/// Its expectation lies above the true value and falls towards it as K grows.
/// </summary>
public static class ImportanceSampling
{
    private const int NumbersAtOnce = 1 << 19;

    // Of some megabytes each: bounds the growth of the heap before memory is returned.
    private const int PassesBeforeGivingBack = 64;

    /// <summary>Whether the model has the densities that the estimate needs.</summary>
    public static bool Fits(Autoencoder model) => model.Modules.Prior is IDensity && model.Blueprint is { CodeIsDistribution: true, Loss.IsDensity: true };

    /// <summary>Why there is no estimate for a model; null if there is one.</summary>
    public static string? Obstacle(Autoencoder model) => Fits(model) ? null
        : $"The model '{model.Blueprint.Model}' has no density of examples to estimate; " +
            "use one whose code is a distribution and whose prior and loss have densities, such as 'vae'.";

    /// <summary>The estimate for each example. It takes examples x draws decodings.</summary>
    /// <param name="model">A model with the densities that it needs; see <see cref="Fits"/>.</param>
    /// <param name="examples">In the units of the data source.</param>
    /// <param name="draws">K, the draws per example; at least 1, 500 to 5000 is customary.</param>
    /// <param name="seed">Seed of the draws and of dynamic binarisation.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="UsageException">The model has no such densities, or there are no draws.</exception>
    /// <exception cref="HourglassException">There are no examples, or their shape is not the model's.</exception>
    public static LikelihoodEstimate Estimate(Autoencoder model, Examples examples, int draws, ulong seed = 1, Action<RowsDone>? report = null,
        CancellationToken cancellation = default)
    {
        if (Obstacle(model) is { } obstacle) throw new UsageException(obstacle);
        if (draws < 1) throw new UsageException($"The {What("number of draws")} is {Got(draws)}; give {Allowed("at least 1, such as 500")}.");
        return OfDrawn(model, EvaluationExamples.Of(model, examples, seed).Drawn, draws, seed, control: new WorkControl("", report, cancellation));
    }

    /// <summary>The same for examples as an objective reads them.</summary>
    /// <param name="model">A model with the densities that it needs; see <see cref="Fits"/>.</param>
    /// <param name="examples">The result of <see cref="EvaluationExamples.Drawn"/>.</param>
    /// <param name="draws">K; at least 1.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="asked">The engine to use; by default, the fastest that supports the model and the examples.</param>
    /// <param name="numbersAtOnce">Number of decoded values that libtorch holds at once.</param>
    /// <param name="control">Receives the progress and cancels.</param>
    internal static LikelihoodEstimate OfDrawn(Autoencoder model, Examples examples, int draws, ulong seed, Engine asked = Engine.Auto,
        int numbersAtOnce = NumbersAtOnce, WorkControl control = default)
    {
        control = control.For("likelihood");
        var weights = InferenceEngine.Weights(asked, model, examples, draws, Randomness.Key(seed, RandomPurpose.Likelihood));
        var rows = Math.Clamp(numbersAtOnce / examples.Shape.Size, 1, (long)examples.Count * draws);
        var batch = Math.Min(examples.Count, weights?.ExamplesAtOnce ?? (int)Math.Max(rows / draws, 1));
        var drawsAtOnce = (int)Math.Min(draws, rows / Math.Min(batch, rows));
        var all = new LogMeanExp[examples.Count];
        var means = new LogMeanExp[batch];
        var passes = 0L;
        using var frozen = no_grad();
        using var random = Randomness.Generator(seed, RandomPurpose.Likelihood);
        using var batches = new BatchReader(examples, batch);
        for (var start = 0; start < examples.Count; start += batch)
        {
            using var scope = NewDisposeScope();
            var input = batches.Read(start);
            var code = model.Read(input);
            var count = input.Count;
            Array.Fill(means, new LogMeanExp());
            if (weights is not null) weights.AddTo((GaussianCode)code, input.Rows, start, means, control.Cancellation);
            for (var done = 0; weights is null && done < draws; done += drawsAtOnce)
            {
                control.ThrowIfCancelled();
                Weigh(model, input, code, Math.Min(drawsAtOnce, draws - done), random, means.AsSpan(0, count));
                if (++passes % PassesBeforeGivingBack == 0) Allocator.GiveBack();
            }

            means.AsSpan(0, count).CopyTo(all.AsSpan(start));
            control.Done(start + count, examples.Count);
        }

        return new LikelihoodEstimate(all, draws, Padding.FeaturesOf(examples), weights?.Engine ?? Engine.Torch);
    }

    /// <summary>Adds log p(x|z) + log p(z) - log q(z|x) of <paramref name="draws"/> draws per example.</summary>
    private static void Weigh(Autoencoder model, Batch input, Code code, int draws, Generator random, Span<LogMeanExp> means)
    {
        using var scope = NewDisposeScope();
        var pass = new Pass(model, code, input, input.Rows, draws, new Moment(double.PositiveInfinity, input.Count), random);
        var weights = (pass.LogPrior - pass.LogPosterior).to_type(float64).add_(pass.LogLikelihood).data<double>().ToArray();
        for (var i = 0; i < means.Length; i++) means[i].Add(weights.AsSpan(i * draws, draws));
    }
}
