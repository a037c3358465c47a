using System.Text.Json.Serialization;

namespace Hourglass.Preparation;

/// <summary>How features are scaled.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScalingKind>))]
public enum ScalingKind
{
    /// <summary>No scaling.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>To [0, 1] over the training examples.</summary>
    [JsonStringEnumMemberName("minmax")]
    MinMax,

    /// <summary>To mean 0 and standard deviation 1 (of the population) over the training examples.</summary>
    [JsonStringEnumMemberName("standard")]
    Standard,

    /// <summary>
    /// Depends on the training examples: <see cref="Standard"/> for rows (and series of unequal length) outside [0, 1], else <see cref="None"/>.
    /// </summary>
    [JsonStringEnumMemberName("auto")]
    Auto,
}
