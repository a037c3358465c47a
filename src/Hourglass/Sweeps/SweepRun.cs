using System.Text.Json.Serialization;

namespace Hourglass.Sweeps;

/// <summary>The result of one training of a sweep.</summary>
public sealed record SweepRun
{
    /// <summary>The run's folder below that of the sweep.</summary>
    public required string Folder { get; init; }

    /// <summary>Dimensions of the code.</summary>
    public required int Latent { get; init; }

    /// <summary>The options with several values in the sweep, with the values of this training.</summary>
    public required string Options { get; init; }

    /// <summary>Its seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Epochs done.</summary>
    public required int Epochs { get; init; }

    /// <summary>Seconds of training.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Why it has no metrics; null if it has.</summary>
    public MessageText? Failure { get; init; }

    /// <summary>Metrics on the held-out examples by name; empty if training failed.</summary>
    public IReadOnlyDictionary<string, double> HeldOut { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>What a reader must know before trusting the metrics; may be empty.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>-log p(x) in nats of each held-out example; empty if the model has no likelihood.</summary>
    internal IReadOnlyList<float> ExampleNats { get; init; } = [];

    /// <summary>Whether it has metrics.</summary>
    [JsonIgnore]
    public bool IsMeasured => HeldOut.Count > 0;
}
