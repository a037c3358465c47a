using Hourglass.Numerics;

namespace Hourglass.Engines;

/// <summary>What computes the steps of a training, and why.</summary>
/// <param name="Engine">Fused or torch.</param>
/// <param name="Reason">What of the model the fused engine cannot compute; empty where it does, or was not to be used.</param>
/// <param name="Plan">The operations of a fused step in order; empty for libtorch.</param>
public sealed record EngineTaken(Engine Engine, string Reason, ValueList<string> Plan)
{
    /// <summary>"fused", or "torch (the prior is VampPrior)".</summary>
    public override string ToString() => Engine.ToString().ToLowerInvariant() + (Reason.Length > 0 ? $" ({Reason})" : "");
}
