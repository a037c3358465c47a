using Hourglass.Codes;
using Hourglass.Companions;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// The uniform distribution on a sphere: the unit sphere for codes that lie on it (Davidson et al. 2018); for other vectors, the sphere around
/// the mean of the training codes whose radius is their root mean square distance from it. High-dimensional codes that spread equally
/// in all directions lie near this sphere.
/// </summary>
[Cites("davidson2018", "T. R. Davidson and L. Falorsi and N. De Cao and T. Kipf and J. M. Tomczak", "Hyperspherical variational auto-encoders", "UAI", 2018)]
public sealed record SphereSampler : Sampler
{
    internal static readonly SamplerKind Kind = new()
    {
        Summary = "The uniform distribution on the unit sphere, or on a sphere around the mean of codes that lie elsewhere.",
        Codes = "on the sphere; points and Gaussians",
        Create = _ => new SphereSampler(),
    };

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        if (blueprint.CodeKind is WrappedNormalSpec)
            yield return $"The sampler '{What(Name)}' draws on a sphere, but the codes of the model '{Got(blueprint.Model)}' lie in the Poincare ball; use " +
                $"{Allowed("the sampler poincare or prior")}.";
        if (blueprint.Networks.Latent == 1)
            yield return $"The sampler '{What(Name)}' draws on a sphere, which has only two points in the one latent dimension of the model " +
                $"'{Got(blueprint.Model)}'; use {Allowed("the sampler mixture")}.";
        foreach (var violation in VectorCodes.Violations(this, blueprint)) yield return violation;
    }

    /// <inheritdoc/>
    public override bool NeedsExamples(Blueprint blueprint) => blueprint.CodeKind is not VonMisesFisherSpec;

    internal override SamplerModule Build(Blueprint blueprint, Generator random) => new Module(blueprint.Networks.Latent);

    private sealed class Module : SamplerModule
    {
        private readonly Tensor centre;
        private readonly Tensor radius;

        public Module(int latent)
            : base(nameof(SphereSampler))
        {
            centre = zeros(latent, dtype: ScalarType.Float32);
            radius = ones(1, dtype: ScalarType.Float32);
            register_buffer("centre", centre);
            register_buffer("radius", radius);
        }

        public override void Fit(CompanionFit fit)
        {
            if (fit.Model.Blueprint.CodeKind is VonMisesFisherSpec) return;
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var codes = fit.Codes.to_type(ScalarType.Float64);
            centre.copy_(codes.mean([0L]));
            radius.copy_((codes - centre).square().sum(1).mean().sqrt());
        }

        public override Tensor Draw(int count, Generator random, Autoencoder model, WorkControl control)
        {
            var direction = randn([count, centre.shape[0]], dtype: ScalarType.Float64, generator: random);
            return model.Modules.Reader.FromDecoder((centre + (radius * direction / direction.square().sum(1,
                keepdim: true).sqrt())).to_type(ScalarType.Float32));
        }
    }
}
