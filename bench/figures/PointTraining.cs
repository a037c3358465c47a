using System.Text.Json.Serialization;

namespace Hourglass.Figures;

/// <summary>The training that a point belongs to.</summary>
internal sealed record PointTraining
{
    /// <summary>The run's own mark; null for runs that were begun before they had one.</summary>
    public string? Run { get; init; }

    /// <summary>The version that began the training.</summary>
    public required string Version { get; init; }

    /// <summary>The versions that trained until the point and evaluated it, each once, the first one first; none in files of before this was kept.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>Processor, cores and system of the session that came to the point.</summary>
    public required string Machine { get; init; }

    /// <summary>Versions of the runtime and of libtorch.</summary>
    public required string Runtime { get; init; }

    /// <summary>What computed the steps.</summary>
    public required string Engine { get; init; }

    /// <summary>Processor threads of the last session; null in files of before this was kept.</summary>
    public int? Threads { get; init; }

    /// <summary>Which random numbers its seed stood for, by the number of their derivation; 1 in files of before this was kept.</summary>
    public int Randomness { get; init; } = 1;

    /// <summary>Whether both are points of one training, by whatever versions and machines it went on.</summary>
    public bool IsOf(PointTraining other) => Run == other.Run && Version == other.Version;

    /// <summary>The versions that are known.</summary>
    [JsonIgnore]
    public IEnumerable<string> KnownVersions => Versions.Count > 0 ? Versions : [Version];

    /// <summary>Versions and machine in words.</summary>
    public string Text => $"{string.Join(", then ", KnownVersions.Select(Words.Short))} on {Machine}";
}
