using System.Text.Json;
using System.Text.Json.Nodes;
using Hourglass.Files;

namespace Hourglass.Sweeps;

/// <summary>A finished sweep, as it stands in <c>sweep.json</c>.</summary>
public sealed record SweepDocument
{
    /// <summary>The file's name in the folder of the sweep.</summary>
    public const string File = "sweep.json";

    /// <summary>The file's format.</summary>
    public int Format { get; init; } = Json.Format;

    /// <summary>The data's descriptor, as given.</summary>
    public required string Data { get; init; }

    /// <summary>The data's fingerprint.</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>The recipe.</summary>
    public required string Model { get; init; }

    /// <summary>The figure that is compared: <c>nll_nats</c> where the model has a likelihood, else <c>mse_per_feature</c>.</summary>
    public required string Figure { get; init; }

    /// <summary>How the figures were taken.</summary>
    public required SweepProtocol Protocol { get; init; }

    /// <summary>Estimates of how many dimensions the data itself has; null where there are too few different examples, or series of unequal length.</summary>
    public IntrinsicDimensions? IntrinsicDimensions { get; init; }

    /// <summary>What to take.</summary>
    public required Recommendation Recommendation { get; init; }

    /// <summary>By size and options.</summary>
    public required IReadOnlyList<SweepRow> Rows { get; init; }

    /// <summary>Every training.</summary>
    public required IReadOnlyList<SweepRun> Runs { get; init; }

    /// <summary>The sweep as JSON, as it stands in its file.</summary>
    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, Json.Line)!.AsObject();
}
