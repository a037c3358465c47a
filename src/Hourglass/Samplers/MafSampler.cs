using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>Masked autoregressive flow on the codes: its density takes one pass, a draw takes one pass per dimension.</summary>
/// <param name="Maps">The maps; null for <see cref="AutoregressiveMaps.Usual"/>.</param>
/// <param name="Training">How they are fitted; null for the defaults.</param>
[Cites("papamakarios2017", "G. Papamakarios and T. Pavlakou and I. Murray", "Masked autoregressive flow for density estimation", "NIPS", 2017)]
public sealed record MafSampler(AutoregressiveMaps? Maps = null, GradientFit? Training = null) : Sampler
{
    internal static readonly SamplerKind Kind = new()
    {
        Summary = "A masked autoregressive flow fitted to the codes: fast to fit (one pass), slow to sample (one pass per dimension).",
        Codes = VectorCodes.Text,
        Parameters = [.. AutoregressiveMaps.Declared.Parameters, .. GradientFit.Declared.Parameters],
        Create = values => new MafSampler(AutoregressiveMaps.Declared.Read(values), GradientFit.Declared.Read(values)),
    };

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(Blueprint blueprint) =>
        [.. Maps?.Violations() ?? [], .. Training?.Violations() ?? [], .. VectorCodes.Violations(this, blueprint),
            .. AutoregressiveMaps.Violations(this, blueprint)];

    /// <inheritdoc/>
    public override bool NeedsExamples(Blueprint blueprint) => true;

    internal override SamplerModule Build(Blueprint blueprint, Generator random) =>
        new AutoregressiveDensity(Maps ?? AutoregressiveMaps.Usual, Training ?? new GradientFit(), drawsInOnePass: false, blueprint.Networks.Latent, random);
}
