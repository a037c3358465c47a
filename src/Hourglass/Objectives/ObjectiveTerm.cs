using System.Text.Json.Serialization;

namespace Hourglass.Objectives;

/// <summary>What all objective terms have: a name for the figures that are shown, and a weight.</summary>
public abstract record ObjectiveTerm
{
    /// <summary>The name under which the unweighted term is shown, with its unit: <c>kl_nats</c>.</summary>
    [JsonIgnore]
    public abstract string Metric { get; }

    /// <summary>
    /// Whether the term of an example depends on no other example of its batch. A batch may then be taken in parts, and gradients added.
    /// False unless a term says so.
    /// </summary>
    [JsonIgnore]
    public virtual bool IsPerExample => false;

    /// <summary>The factor with which the term enters the loss.</summary>
    public Schedule Weight { get; init; } = 1.0;
}
