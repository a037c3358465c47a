using System.Text.Json;
using System.Text.Json.Nodes;
using Hourglass.Files;

namespace Hourglass.Sweeps;

/// <summary>A finished sweep, as stored in <c>sweep.json</c>.</summary>
public sealed record SweepDocument
{
    /// <summary>The file's name in the folder of the sweep.</summary>
    public const string File = "sweep.json";

    /// <summary>Format version of the file.</summary>
    public int Format { get; init; } = Json.Format;

    /// <summary>The data's descriptor, as given.</summary>
    public required string Data { get; init; }

    /// <summary>The data's fingerprint.</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>The recipe.</summary>
    public required string Model { get; init; }

    /// <summary>The metric that is compared: <c>nll_nats</c> if the model has a likelihood, else <c>mse_per_feature</c>.</summary>
    public required string Figure { get; init; }

    /// <summary>How the metrics were measured.</summary>
    public required SweepProtocol Protocol { get; init; }

    /// <summary>Estimates of the number of dimensions of the data itself; null if there are too few distinct examples, or series of unequal length.</summary>
    public IntrinsicDimensions? IntrinsicDimensions { get; init; }

    /// <summary>The recommended size.</summary>
    public required Recommendation Recommendation { get; init; }

    /// <summary>Results by size and options.</summary>
    public required IReadOnlyList<SweepRow> Rows { get; init; }

    /// <summary>All trainings.</summary>
    public required IReadOnlyList<SweepRun> Runs { get; init; }

    /// <summary>The sweep as JSON, as it stands in its file.</summary>
    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, Json.Line)!.AsObject();
}
