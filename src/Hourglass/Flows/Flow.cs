using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>
/// Weight-free description of a map that transforms draws from q(z|x) into a richer distribution and tracks its density
/// (Rezende &amp; Mohamed 2015). Hamiltonian dynamics are flows too: their momentum enters the density.
/// </summary>
[PartKind]
public abstract record Flow
{
    /// <summary>Lists what does not fit: one sentence per violation.</summary>
    internal abstract IEnumerable<MessageText> Violations(Blueprint blueprint);

    /// <summary>Builds the flow with its weights.</summary>
    internal abstract FlowModule Build(Networks networks, Generator random);
}
