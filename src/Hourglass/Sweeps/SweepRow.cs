namespace Hourglass.Sweeps;

/// <summary>One size of code with one combination of options, over its seeds.</summary>
public sealed record SweepRow
{
    /// <summary>Dimensions of the code.</summary>
    public required int Latent { get; init; }

    /// <summary>The options with several values, in words; empty if there are none.</summary>
    public required string Options { get; init; }

    /// <summary>Number of seeds that have metrics.</summary>
    public required int Seeds { get; init; }

    /// <summary>Number of seeds that were trained: more than <see cref="Seeds"/> if trainings had no finite result.</summary>
    public int SeedsTrained { get; init; }

    /// <summary>The metric that is compared, averaged over the seeds that have metrics; lower is better; NaN if none has.</summary>
    public required double Figure { get; init; }

    /// <summary>The smallest value of the seeds.</summary>
    public required double Least { get; init; }

    /// <summary>The largest value of the seeds.</summary>
    public required double Most { get; init; }

    /// <summary>The standard deviation over seeds; null with a single one.</summary>
    public double? Deviation { get; init; }

    /// <summary>All metrics on held-out examples by name, averaged over seeds.</summary>
    public required IReadOnlyDictionary<string, double> HeldOut { get; init; }

    /// <summary>Similarity of the codes of two seeds, averaged over pairs: linear CKA, 0 to 1; null with a single seed.</summary>
    public double? CodeSimilarity { get; init; }

    /// <summary>The smallest <c>nll_effective_samples_low</c> of the seeds: below 10, <c>nll_nats</c> is too high; null if there is no likelihood.</summary>
    public double? EffectiveSamples { get; init; }

    /// <summary>Squared error per feature of PCA with a code of this size on held-out examples, averaged over all seeds; null if there is none.</summary>
    public double? PcaMsePerFeature { get; init; }

    /// <summary>Seconds of training, averaged over seeds.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>-log p(x) in nats of each held-out example by seed; empty if there is no likelihood.</summary>
    internal IReadOnlyDictionary<ulong, IReadOnlyList<float>> ExampleNats { get; init; } = new Dictionary<ulong, IReadOnlyList<float>>();

    /// <summary>Whether every trained seed has metrics.</summary>
    internal bool IsComplete => Seeds >= SeedsTrained;

    /// <summary>The standard error of <see cref="Figure"/> over seeds; 0 with a single one.</summary>
    internal double StandardError => (Deviation ?? 0) / Math.Sqrt(Seeds);

    /// <summary>"2 of 3 seeds".</summary>
    internal string SeedsText => $"{Seeds} of {SeedsTrained} seeds";

    /// <summary>"16 dimensions", or "16 dimensions with beta 4".</summary>
    internal string Name => $"{Latent} dimension{(Latent == 1 ? "" : "s")}{(Options.Length > 0 ? $" with {Options}" : "")}";
}
