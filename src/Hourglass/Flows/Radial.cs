using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>
/// z' = z + b h(r) (z - c) with r = |z - c| and h(r) = 1 / (a + r); log|det| = (d - 1) log(1 + b h) + log(1 + b h + b h' r)
/// (D. J. Rezende and S. Mohamed, "Variational inference with normalizing flows", ICML 2015, equation 14); b = softplus(b^) - a > -a
/// keeps the map invertible (appendix A.2).
/// </summary>
public sealed record Radial : Flow
{
    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(Blueprint blueprint) => [];

    internal override FlowModule Build(Networks networks, Generator random) => new Module(networks.Latent, random);

    private sealed class Module : FlowModule
    {
        private readonly Parameter centre;
        private readonly Parameter width;
        private readonly Parameter strength;

        public Module(int latent, Generator random)
            : base(nameof(Radial))
        {
            // Near the identity, which is where softplus of both is the same.
            centre = nn.Parameter(randn(latent, dtype: ScalarType.Float32, generator: random) * 0.5);
            width = nn.Parameter(zeros(1, dtype: ScalarType.Float32));
            strength = nn.Parameter(randn(1, dtype: ScalarType.Float32, generator: random) * 0.1);
            RegisterComponents();
        }

        public override Pushed Push(Tensor latent, FlowContext context)
        {
            var scale = width.softplus();
            var pull = strength.softplus() - scale;
            var offset = latent - centre;
            var reach = scale + offset.square().sum(1, keepdim: true).sqrt();
            var across = pull / reach;

            // 1 + b h + b h' r = 1 + a b / (a + r)^2.
            var along = scale * pull / reach.square();
            var logJacobian = (across.log1p() * (latent.shape[1] - 1)) + along.log1p();
            return new Pushed(latent + (across * offset), logJacobian.squeeze(1));
        }

        public override Tensor Locate(Tensor latent, FlowContext context) => Push(latent, context).Latent;
    }
}
