using Hourglass.Companions;
using Hourglass.Numerics;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// A mixture of Gaussians with full covariances, fitted to the codes of the training examples: the ex-post density estimation of
/// P. Ghosh et al., "From variational to deterministic autoencoders", ICLR 2020. It uses the codes in the flat coordinates of the decoder.
/// </summary>
/// <param name="Components">Number of Gaussians; 0 to choose it by the Bayesian information criterion.</param>
/// <param name="MostComponents">Maximum number that the criterion tries.</param>
/// <param name="Iterations">Maximum number of steps of EM.</param>
[Cites("dempster1977", "A. P. Dempster and N. M. Laird and D. B. Rubin", "Maximum likelihood from incomplete data via the EM algorithm",
    "Journal of the Royal Statistical Society B 39", 1977)]
public sealed record MixtureSampler(
    [property: Setting("number of Gaussians; 0 selects it by the Bayesian information criterion (BIC)", Least = 0, Most = 1000)]
    int Components = 0,
    [property: Setting("maximum number of Gaussians that BIC considers", Least = 1, Most = 1000)]
    int MostComponents = 20,
    [property: Setting("maximum number of EM iterations", Least = 1, Most = 100_000)]
    int Iterations = 200) : Sampler, ISettling<Sampler>
{
    // More codes would cost time and hardly change a component.
    private const int MostExamples = 20_000;
    private const ulong FitDraws = 2;
    private static readonly OptionSet<MixtureSampler> Declared = new(() => new MixtureSampler());

    internal static readonly SamplerKind Kind = new()
    {
        Summary = "A mixture of Gaussians with full covariances, fitted to the codes.",
        Codes = VectorCodes.Text,
        Parameters = [.. Declared.Parameters],
        Create = Declared.Read,
    };

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(Blueprint blueprint) => [.. Declared.Violations(this), .. VectorCodes.Violations(this, blueprint)];

    /// <inheritdoc/>
    public override bool NeedsExamples(Blueprint blueprint) => true;

    internal override SamplerModule Build(Blueprint blueprint, Generator random) => new Module(this, blueprint.Networks.Latent);

    Sampler ISettling<Sampler>.Settle(CompanionFit fit)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var count = (int)fit.Codes.shape[0];
        if (Components > count) throw new UsageException($"{What("components")} is {Got(Components)}, but there are {count} training examples; give " +
            $"{Allowed("fewer components")}.");
        if (Components > 0) return this;
        using var scale = Scaled(fit, out var rows);
        var components = ExpectationMaximization.ChooseComponents(rows, MostComponents, Iterations, count => Generator(fit, count), fit.ThrowIfCancelled);
        return this with { Components = components };
    }

    private static Generator Generator(CompanionFit fit, int components) => fit.Generator(FitDraws + (ulong)components);

    /// <summary>The codes (a random subset if there are many), standardised in 64 bits, without dead dimensions: [count, live].</summary>
    private static Standardization Scaled(CompanionFit fit, out Tensor rows)
    {
        var scale = new Standardization(fit.Model.Latent);
        scale.Fit(fit.Codes);
        var (all, count) = (fit.Codes.shape[0], Math.Min(fit.Codes.shape[0], MostExamples));
        var chosen = tensor(Enumerable.Range(0, (int)count).Select(i => i * all / count).ToArray());
        rows = scale.Apply(fit.Codes.index_select(0, chosen).to_type(ScalarType.Float64)).index_select(1, scale.Live);
        return scale;
    }

    private sealed class Module : SamplerModule
    {
        private readonly MixtureSampler spec;
        private readonly GaussianComponents mixture;

        public Module(MixtureSampler spec, int latent)
            : base(nameof(MixtureSampler))
        {
            this.spec = spec;
            WeightLimit.Claim(spec.Components, latent, latent);
            mixture = new GaussianComponents(full(spec.Components, 1.0 / spec.Components, dtype: ScalarType.Float32),
                zeros(spec.Components, latent, dtype: ScalarType.Float32), eye(latent, dtype: ScalarType.Float32).repeat(spec.Components, 1, 1));
            register_buffer("weights", mixture.Weights);
            register_buffer("means", mixture.Means);
            register_buffer("factors", mixture.Factors);
        }

        public override void Fit(CompanionFit fit)
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            using var scale = Scaled(fit, out var rows);
            using var random = Generator(fit, spec.Components);
            var fitted = ExpectationMaximization.Fit(rows, spec.Components, spec.Iterations, random, fit.ThrowIfCancelled);
            mixture.Weights.copy_(fitted.Weights);

            // A dead dimension has the constant value of the codes in every component, and no spread.
            var means = zeros_like(mixture.Means).index_copy_(1, scale.Live, fitted.Means.to_type(ScalarType.Float32));
            mixture.Means.copy_(scale.Undo(means));
            var factors = zeros(fitted.Factors.shape[0], mixture.Means.shape[1], rows.shape[1], dtype: ScalarType.Float32).index_copy_(1, scale.Live,
                fitted.Factors.to_type(ScalarType.Float32));
            mixture.Factors.zero_().index_copy_(2, scale.Live, scale.Deviation.unsqueeze(1) * factors);
        }

        public override Tensor Draw(int count, Generator random, Autoencoder model, WorkControl control) =>
            model.Modules.Reader.FromDecoder(mixture.Draw(count, random));
    }
}
