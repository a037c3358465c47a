using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>Weight-free description of the distribution p(z) from which new latent vectors are drawn.</summary>
[PartKind]
public abstract record Prior
{
    /// <summary>Lists what does not fit: one sentence a violation.</summary>
    internal abstract IEnumerable<MessageText> Violations(Blueprint blueprint);

    /// <summary>Builds the prior with its weights, if it has any.</summary>
    internal abstract PriorModule Build(Networks networks, Generator random);
}
