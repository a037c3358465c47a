using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>Masked autoregressive flow on the codes: its density takes one pass, a draw one pass a dimension.</summary>
/// <param name="Maps">The maps; <see cref="AutoregressiveMaps.Usual"/> when null.</param>
/// <param name="Training">How they are fitted; the defaults when null.</param>
[Cites("papamakarios2017", "G. Papamakarios and T. Pavlakou and I. Murray", "Masked autoregressive flow for density estimation", "NIPS", 2017)]
public sealed record MafSampler(AutoregressiveMaps? Maps = null, GradientFit? Training = null) : Sampler
{
    internal static readonly SamplerKind Kind = new()
    {
        Summary = "A masked autoregressive flow fitted to the codes: quick to fit, a pass a dimension to draw.",
        Codes = VectorCodes.Text,
        Parameters = [AutoregressiveMaps.CountOption, AutoregressiveMaps.HiddenOption, .. GradientFit.Options],
        Create = values => new MafSampler(AutoregressiveMaps.Read(values), GradientFit.Read(values)),
    };

    /// <inheritdoc/>
    public override IEnumerable<string> Violations(Blueprint blueprint) =>
        [.. Maps?.Violations() ?? [], .. Training?.Violations() ?? [], .. VectorCodes.Violations(this, blueprint), .. AutoregressiveMaps.Violations(this, blueprint)];

    /// <inheritdoc/>
    public override bool NeedsExamples(Blueprint blueprint) => true;

    internal override SamplerModule Build(Blueprint blueprint, Generator random) =>
        new AutoregressiveDensity(Maps ?? AutoregressiveMaps.Usual, Training ?? new GradientFit(), drawsInOnePass: false, blueprint.Networks.Latent, random);
}
