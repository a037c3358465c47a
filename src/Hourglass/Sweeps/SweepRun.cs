using System.Text.Json.Serialization;

namespace Hourglass.Sweeps;

/// <summary>What became of one training of a sweep.</summary>
public sealed record SweepRun
{
    /// <summary>The run's folder below that of the sweep.</summary>
    public required string Folder { get; init; }

    /// <summary>Dimensions of the code.</summary>
    public required int Latent { get; init; }

    /// <summary>The options that take several values in the sweep, with those of this training.</summary>
    public required string Options { get; init; }

    /// <summary>Its seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Epochs done.</summary>
    public required int Epochs { get; init; }

    /// <summary>Seconds of training.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Why it has no figures; null where it has.</summary>
    public string? Failure { get; init; }

    /// <summary>Figures on the held-out examples by name; empty where training failed.</summary>
    public IReadOnlyDictionary<string, double> HeldOut { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>What a reader must know before trusting the figures; empty where there is nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>-log p(x) in nats of each held-out example; empty where the model has no likelihood.</summary>
    internal IReadOnlyList<float> ExampleNats { get; init; } = [];

    /// <summary>Whether it has figures.</summary>
    [JsonIgnore]
    public bool IsMeasured => HeldOut.Count > 0;
}
