using Hourglass.Codes;
using Hourglass.Companions;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// A normal distribution wrapped around the Frechet mean of the training codes in the Poincare ball, with the standard deviations of their velocities
/// there (Mathieu et al. 2019; Nagano et al. 2019). The model's prior is wrapped around the origin with a predefined deviation.
/// </summary>
[Cites("mathieu2019", "E. Mathieu and C. Le Lan and C. J. Maddison and R. Tomioka and Y. W. Teh",
    "Continuous hierarchical representations with Poincare variational auto-encoders", "NeurIPS", 2019)]
public sealed record PoincareSampler : Sampler
{
    internal static readonly SamplerKind Kind = new()
    {
        Summary = "A normal distribution wrapped around the mean of the codes in the Poincare ball.",
        Codes = "in the Poincare ball",
        Create = _ => new PoincareSampler(),
    };

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        if (blueprint.CodeKind is not WrappedNormalSpec)
            yield return $"The sampler '{What(Name)}' draws in the Poincare ball, but the codes of the model '{Got(blueprint.Model)}' do not lie there; use " +
                $"{Allowed("the model poincare-vae or another sampler")}.";
    }

    /// <inheritdoc/>
    public override bool NeedsExamples(Blueprint blueprint) => true;

    internal override SamplerModule Build(Blueprint blueprint, Generator random) =>
        new Module(new PoincareBall(((WrappedNormalSpec)blueprint.CodeKind).Curvature), blueprint.Networks.Latent);

    private sealed class Module : SamplerModule
    {
        private const int Steps = 1000;
        private readonly PoincareBall ball;
        private readonly Tensor centre;
        private readonly Tensor deviation;

        public Module(PoincareBall ball, int latent)
            : base(nameof(PoincareSampler))
        {
            this.ball = ball;
            centre = zeros(latent, dtype: ScalarType.Float32);
            deviation = ones(latent, dtype: ScalarType.Float32);
            register_buffer("centre", centre);
            register_buffer("deviation", deviation);
        }

        public override void Fit(CompanionFit fit)
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var codes = ball.ExpOrigin(fit.Codes.to_type(ScalarType.Float64));
            var mean = FrechetMean.Of(ball, codes, Steps, fit.ThrowIfCancelled);
            var velocities = ball.Factor(mean) * ball.Log(mean, codes);
            centre.copy_(mean.squeeze(0));
            deviation.copy_(velocities.square().mean([0L]).sqrt());
        }

        public override Tensor Draw(int count, Generator random, Autoencoder model, WorkControl control)
        {
            var offset = randn([count, centre.shape[0]], dtype: ScalarType.Float64, generator: random) * deviation;
            var around = centre.to_type(ScalarType.Float64).unsqueeze(0);
            return RowBlocks.Fill(count, model.Latent, control, (start, rows) => ball.Wrap(around, offset.narrow(0, start, rows)));
        }
    }
}
