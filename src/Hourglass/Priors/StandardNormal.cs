using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>p(z) = N(0, I).</summary>
public sealed record StandardNormal : Prior
{
    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(Blueprint blueprint) => [];

    internal override PriorModule Build(Networks networks, Generator random) => new Module(networks.Latent);

    private sealed class Module(int latent) : PriorModule(nameof(StandardNormal)), IDensity
    {
        public override Tensor Sample(int count, Generator random, Autoencoder model) => randn(count, latent, dtype: ScalarType.Float32, generator: random);

        public override (Tensor Mean, Tensor Deviation) Marginals(Autoencoder model) =>
            (zeros(latent, dtype: ScalarType.Float32), ones(latent, dtype: ScalarType.Float32));

        public Tensor LogDensity(Tensor latent, Generator random, Autoencoder model) => NormalDensity.LogStandard(latent);
    }
}
