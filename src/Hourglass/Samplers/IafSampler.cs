using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>Inverse autoregressive flow on the codes: a draw takes one pass, its density and so each step of the fit one pass a dimension.</summary>
/// <param name="Maps">The maps; <see cref="AutoregressiveMaps.Usual"/> when null.</param>
/// <param name="Training">How they are fitted; the defaults when null.</param>
[Cites("kingma2016", "D. P. Kingma and T. Salimans and R. Jozefowicz and X. Chen and I. Sutskever and M. Welling", "Improving variational inference with inverse autoregressive flow", "NIPS", 2016)]
public sealed record IafSampler(AutoregressiveMaps? Maps = null, GradientFit? Training = null) : Sampler
{
    internal static readonly SamplerKind Kind = new()
    {
        Summary = "An inverse autoregressive flow fitted to the codes: a pass a dimension to fit, one pass to draw.",
        Codes = VectorCodes.Text,
        Parameters = [AutoregressiveMaps.CountOption, AutoregressiveMaps.HiddenOption, .. GradientFit.Options],
        Create = values => new IafSampler(AutoregressiveMaps.Read(values), GradientFit.Read(values)),
    };

    /// <inheritdoc/>
    public override IEnumerable<string> Violations(Blueprint blueprint) =>
        [.. Maps?.Violations() ?? [], .. Training?.Violations() ?? [], .. VectorCodes.Violations(this, blueprint), .. AutoregressiveMaps.Violations(this, blueprint)];

    /// <inheritdoc/>
    public override bool NeedsExamples(Blueprint blueprint) => true;

    internal override SamplerModule Build(Blueprint blueprint, Generator random) =>
        new AutoregressiveDensity(Maps ?? AutoregressiveMaps.Usual, Training ?? new GradientFit(), drawsInOnePass: true, blueprint.Networks.Latent, random);
}
