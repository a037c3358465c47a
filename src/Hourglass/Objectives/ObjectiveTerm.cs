using System.Text.Json.Serialization;
using Hourglass.Schedules;

namespace Hourglass.Objectives;

/// <summary>The common part of all objective terms: a name for reporting, and a weight.</summary>
[PartKind]
public abstract record ObjectiveTerm
{
    /// <summary>The name under which the unweighted term is shown, with its unit: <c>kl_nats</c>.</summary>
    [JsonIgnore]
    public abstract string Metric { get; }

    /// <summary>
    /// Whether the term of an example depends on no other example of its batch. A batch may then be split into parts whose gradients are added.
    /// False unless a term says so.
    /// </summary>
    [JsonIgnore]
    public virtual bool IsPerExample => false;

    /// <summary>Weight of the term in the loss.</summary>
    public Schedule Weight { get; init; } = 1.0;
}
