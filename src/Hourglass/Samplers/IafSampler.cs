using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// Inverse autoregressive flow on the codes: a draw takes one pass; its density, and thus each step of the fit, takes one pass per dimension.
/// </summary>
/// <param name="Maps">The maps; null for <see cref="AutoregressiveMaps.Usual"/>.</param>
/// <param name="Training">How they are fitted; null for the defaults.</param>
[Cites("kingma2016", "D. P. Kingma and T. Salimans and R. Jozefowicz and X. Chen and I. Sutskever and M. Welling",
    "Improving variational inference with inverse autoregressive flow", "NIPS", 2016)]
public sealed record IafSampler(AutoregressiveMaps? Maps = null, GradientFit? Training = null) : Sampler
{
    internal static readonly SamplerKind Kind = new()
    {
        Summary = "An inverse autoregressive flow fitted to the codes: slow to fit (one pass per dimension), fast to sample (one pass).",
        Codes = VectorCodes.Text,
        Parameters = [.. AutoregressiveMaps.Declared.Parameters, .. GradientFit.Declared.Parameters],
        Create = values => new IafSampler(AutoregressiveMaps.Declared.Read(values), GradientFit.Declared.Read(values)),
    };

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(Blueprint blueprint) =>
        [.. Maps?.Violations() ?? [], .. Training?.Violations() ?? [], .. VectorCodes.Violations(this, blueprint),
            .. AutoregressiveMaps.Violations(this, blueprint)];

    /// <inheritdoc/>
    public override bool NeedsExamples(Blueprint blueprint) => true;

    internal override SamplerModule Build(Blueprint blueprint, Generator random) =>
        new AutoregressiveDensity(Maps ?? AutoregressiveMaps.Usual, Training ?? new GradientFit(), drawsInOnePass: true, blueprint.Networks.Latent, random);
}
