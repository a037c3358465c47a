using Hourglass.Numerics;

namespace Hourglass.Engines;

/// <summary>The engine of a training, and the reason for the choice.</summary>
/// <param name="Engine">Fused or torch.</param>
/// <param name="Reason">The parts of the model that the fused engine does not support; empty if it is used, or was not requested.</param>
/// <param name="Plan">The operations of a fused step in order; empty for libtorch.</param>
public sealed record EngineTaken(Engine Engine, string Reason, ValueList<string> Plan)
{
    /// <summary>"fused", or "torch (the prior is VampPrior)".</summary>
    public override string ToString() => Engine.ToString().ToLowerInvariant() + (Reason.Length > 0 ? $" ({Reason})" : "");
}
