using System.Globalization;
using Hourglass.Engines;
using Hourglass.Numerics;

namespace Hourglass.Evaluation;

/// <summary>
/// An estimate of -log p(x) of each of some examples by importance sampling. The effective sample sizes measure its reliability: of K
/// draws with weights w_k, (sum w)^2 / sum w^2 are effective (L. Kish, "Survey sampling", 1965), between 1 and K.
/// </summary>
public sealed class LikelihoodEstimate
{
    /// <summary>The effective sample size below which an example's estimate rests on too few draws.</summary>
    public const double SmallEffectiveSamples = 10;

    private const double LowShare = 0.05;
    private readonly double variance;
    private readonly double features;

    internal LikelihoodEstimate(ReadOnlySpan<LogMeanExp> means, int samples, double features, Engine engine)
    {
        Samples = samples;
        Engine = engine;
        this.features = features;
        var (nats, effective) = (new double[means.Length], new double[means.Length]);
        for (var i = 0; i < means.Length; i++)
        {
            nats[i] = -means[i].Value;
            effective[i] = means[i].EffectiveCount;
            if (samples > 1) variance += means[i].Variance;
        }

        (ExampleNats, EffectiveSamples) = (nats, effective);
    }

    /// <summary>-log p(x) of each example in nats.</summary>
    public IReadOnlyList<double> ExampleNats { get; }

    /// <summary>The effective sample size of each example's draws; 1 to <see cref="Samples"/>.</summary>
    public IReadOnlyList<double> EffectiveSamples { get; }

    /// <summary>Number of draws for every example.</summary>
    public int Samples { get; }

    /// <summary>The engine that computed the estimate: fused or torch.</summary>
    public Engine Engine { get; }

    /// <summary>-log p(x) in nats, averaged over the examples.</summary>
    public double Nats => ExampleNats.Average();

    /// <summary>
    /// The standard error of <see cref="Nats"/> due to the draws, by the delta method; NaN for one draw. It does not include the choice of examples.
    /// </summary>
    public double StandardErrorNats => Samples > 1 ? Math.Sqrt(variance) / ExampleNats.Count : double.NaN;

    /// <summary><see cref="Nats"/> / (features ln 2), for series, the features of their real steps.</summary>
    public double BitsPerDimension => BitsPerDimensionOf(Nats, features);

    /// <summary>The effective sample size that one example in twenty does not exceed.</summary>
    public double LowEffectiveSamples => EffectiveSamples.Order().ElementAt((int)Math.Ceiling(LowShare * EffectiveSamples.Count) - 1);

    /// <summary>What a reader must know before trusting the metrics, or null.</summary>
    public string? Warning => LowEffectiveSamples >= SmallEffectiveSamples ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"nll_nats rests on few draws: for one example in twenty the effective sample size is at most {LowEffectiveSamples:F1} of {Samples} draws (below " +
            $"{SmallEffectiveSamples:F0}), so the value is too high and its standard error too small; raise nll_samples.");

    /// <summary>The metrics under their stable names.</summary>
    public IReadOnlyList<Metric> Metrics =>
    [
        new("nll_nats", Nats),
        .. Samples > 1 ? [new("nll_standard_error_nats", StandardErrorNats)] : Array.Empty<Metric>(),
        new("nll_samples", Samples),
        new("nll_examples", ExampleNats.Count),
        new("nll_effective_samples_mean", EffectiveSamples.Average()),
        new("nll_effective_samples_low", LowEffectiveSamples),
        new("nll_effective_samples_least", EffectiveSamples.Min()),
        new("nll_bits_per_dimension", BitsPerDimension),
    ];

    /// <summary>Nats per example as bits per feature.</summary>
    internal static double BitsPerDimensionOf(double nats, double features) => nats / (features * Math.Log(2));
}
