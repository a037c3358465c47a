namespace Hourglass.Sweeps;

/// <summary>One size of code with one combination of options, over its seeds.</summary>
public sealed record SweepRow
{
    /// <summary>Dimensions of the code.</summary>
    public required int Latent { get; init; }

    /// <summary>The options that take several values, as a person reads them; empty where there are none.</summary>
    public required string Options { get; init; }

    /// <summary>Seeds that have figures.</summary>
    public required int Seeds { get; init; }

    /// <summary>Seeds that were trained: more than <see cref="Seeds"/> where trainings came to no finite end.</summary>
    public int SeedsTrained { get; init; }

    /// <summary>The figure that is compared, averaged over the seeds that have figures; lower is better; NaN where none has.</summary>
    public required double Figure { get; init; }

    /// <summary>The least of the seeds.</summary>
    public required double Least { get; init; }

    /// <summary>The largest of the seeds.</summary>
    public required double Most { get; init; }

    /// <summary>The standard deviation over seeds; null with a single one.</summary>
    public double? Deviation { get; init; }

    /// <summary>All figures on held-out examples by name, averaged over seeds.</summary>
    public required IReadOnlyDictionary<string, double> HeldOut { get; init; }

    /// <summary>How alike the codes of two seeds are, averaged over pairs: linear CKA, 0 to 1; null with a single seed.</summary>
    public double? CodeSimilarity { get; init; }

    /// <summary>The least of the seeds' <c>nll_effective_samples_low</c>: below 10 the likelihood is too high; null where there is no likelihood.</summary>
    public double? EffectiveSamples { get; init; }

    /// <summary>The squared error a feature of PCA with a code of this size on held-out examples, averaged over all seeds' parts; null where there is none.</summary>
    public double? PcaMsePerFeature { get; init; }

    /// <summary>Seconds of training, averaged over seeds.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>-log p(x) in nats of each held-out example by seed; empty where there is no likelihood.</summary>
    internal IReadOnlyDictionary<ulong, IReadOnlyList<float>> ExampleNats { get; init; } = new Dictionary<ulong, IReadOnlyList<float>>();

    /// <summary>Whether every seed that was trained has figures.</summary>
    internal bool IsComplete => Seeds >= SeedsTrained;

    /// <summary>The standard error of <see cref="Figure"/> over seeds; 0 with a single one.</summary>
    internal double StandardError => (Deviation ?? 0) / Math.Sqrt(Seeds);

    /// <summary>"2 of 3 seeds".</summary>
    internal string SeedsText => $"{Seeds} of {SeedsTrained} seeds";

    /// <summary>"16 dimensions", or "16 dimensions with beta 4".</summary>
    internal string Name => $"{Latent} dimension{(Latent == 1 ? "" : "s")}{(Options.Length > 0 ? $" with {Options}" : "")}";
}
