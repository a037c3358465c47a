using Hourglass.Codes;
using Hourglass.Companions;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// N(0, I) in the flat coordinates of the decoder, regardless of the codes: the naive baseline for a deterministic autoencoder, whose codes are not
/// trained to follow it. For a model with this prior, the same draws as <see cref="PriorSampler"/>.
/// </summary>
public sealed record StandardNormalSampler : Sampler
{
    internal static readonly SamplerKind Kind = new()
    {
        Summary = "N(0, I), whatever the distribution of the codes: the naive baseline, which needs no fitting.",
        Codes = "vectors (points and Gaussians)",
        Create = _ => new StandardNormalSampler(),
    };

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        if (blueprint.CodeKind is VonMisesFisherSpec or WrappedNormalSpec)
            yield return $"The sampler '{What(Name)}' draws in a flat space, but the latent space of the model '{Got(blueprint.Model)}' is curved; use " +
                $"{Allowed("the sampler prior")}.";
        foreach (var violation in VectorCodes.Violations(this, blueprint)) yield return violation;
    }

    /// <inheritdoc/>
    public override bool NeedsExamples(Blueprint blueprint) => false;

    internal override SamplerModule Build(Blueprint blueprint, Generator random) => new Module();

    private sealed class Module() : SamplerModule(nameof(StandardNormalSampler))
    {
        public override void Fit(CompanionFit fit)
        {
            // There is nothing to fit.
        }

        public override Tensor Draw(int count, Generator random, Autoencoder model, WorkControl control) =>
            model.Modules.Reader.FromDecoder(randn(count, model.Latent, dtype: ScalarType.Float32, generator: random));
    }
}
