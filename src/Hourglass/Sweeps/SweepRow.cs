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

    /// <summary>The figure that is compared, averaged over seeds; lower is better.</summary>
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

    /// <summary>The squared error a feature of PCA with a code of this size on held-out examples; null where there is none.</summary>
    public double? PcaMsePerFeature { get; init; }

    /// <summary>Seconds of training, averaged over seeds.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>The standard error of <see cref="Figure"/> over seeds; 0 with a single one.</summary>
    internal double StandardError => (Deviation ?? 0) / Math.Sqrt(Seeds);

    /// <summary>"16 dimensions", or "16 dimensions with beta 4".</summary>
    internal string Name => $"{Latent} dimension{(Latent == 1 ? "" : "s")}{(Options.Length > 0 ? $" with {Options}" : "")}";
}
