using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>The model's own prior: N(0, I) for most variational models, the fitted normal or frequencies for deterministic ones.</summary>
public sealed record PriorSampler : Sampler
{
    internal static readonly SamplerKind Kind = new()
    {
        Summary = "The prior of the model, which needs no fitting.",
        Codes = "all",
        Create = _ => new PriorSampler(),
    };

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(Blueprint blueprint) => [];

    /// <inheritdoc/>
    public override bool NeedsExamples(Blueprint blueprint) => false;

    internal override SamplerModule Build(Blueprint blueprint, Generator random) => new PriorDraws();
}
