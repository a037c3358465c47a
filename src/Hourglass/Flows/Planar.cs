using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>
/// z' = z + u tanh(w'z + b), log|det| = log|1 + u'w (1 - tanh^2)| (D. J. Rezende and S. Mohamed, "Variational inference with
/// normalizing flows", ICML 2015, equations 10 to 12); u is moved along w so that u'w > -1, which keeps the map invertible (appendix A.1).
/// </summary>
[Cites("rezende2015", "D. J. Rezende and S. Mohamed", "Variational inference with normalizing flows", "ICML", 2015)]
public sealed record Planar : Flow
{
    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(Blueprint blueprint) => [];

    internal override FlowModule Build(Networks networks, Generator random) => new Module(networks.Latent, random);

    private sealed class Module : FlowModule
    {
        private readonly Parameter weight;
        private readonly Parameter direction;
        private readonly Parameter bias;

        public Module(int latent, Generator random)
            : base(nameof(Planar))
        {
            // Near the identity, so that training starts from the encoder's own Gaussian.
            weight = nn.Parameter(randn(latent, dtype: ScalarType.Float32, generator: random) * 0.1);
            direction = nn.Parameter(randn(latent, dtype: ScalarType.Float32, generator: random) * 0.1);
            bias = nn.Parameter(zeros(1, dtype: ScalarType.Float32));
            RegisterComponents();
        }

        public override Pushed Push(Tensor latent, FlowContext context)
        {
            var overlap = (weight * direction).sum();
            var invertible = direction + ((overlap.softplus() - 1 - overlap) * weight / weight.square().sum());
            var bent = (latent.mv(weight) + bias).tanh();
            var slope = 1 - bent.square();
            var moved = latent + (bent.unsqueeze(1) * invertible.unsqueeze(0));
            return new Pushed(moved, (1 + (slope * (invertible * weight).sum())).log());
        }

        public override Tensor Locate(Tensor latent, FlowContext context) => Push(latent, context).Latent;
    }
}
