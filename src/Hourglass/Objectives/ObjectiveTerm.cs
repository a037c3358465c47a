using System.Text.Json.Serialization;

namespace Hourglass.Objectives;

/// <summary>What all objective terms have: a name for the figures that are shown, and a weight.</summary>
public abstract record ObjectiveTerm
{
    /// <summary>The name under which the unweighted term is shown, with its unit: <c>kl_nats</c>.</summary>
    [JsonIgnore]
    public abstract string Metric { get; }

    /// <summary>The factor with which the term enters the loss.</summary>
    public Schedule Weight { get; init; } = 1.0;
}
