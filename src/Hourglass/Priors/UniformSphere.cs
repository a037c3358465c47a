using Hourglass.Codes;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>The uniform distribution on the unit sphere; its density is with respect to the sphere's area.</summary>
public sealed record UniformSphere : Prior
{
    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        if (blueprint.CodeKind is not VonMisesFisherSpec)
            yield return $"A {What("prior on the sphere")} needs a code on the sphere, and this model's is a {Got(blueprint.CodeKind.GetType().Name)}; give " +
                $"{Allowed("it another prior")}.";
    }

    internal override PriorModule Build(Networks networks, Generator random) => new Module(networks.Latent);

    private sealed class Module(int latent) : PriorModule(nameof(UniformSphere)), IDensity
    {
        public override Tensor Sample(int count, Generator random, Autoencoder model)
        {
            using var drawn = randn(count, latent, dtype: ScalarType.Float32, generator: random);
            using var length = drawn.square().sum(1, keepdim: true).sqrt();
            return drawn / length;
        }

        public override (Tensor Mean, Tensor Deviation) Marginals(Autoencoder model) =>
            (zeros(latent, dtype: ScalarType.Float32), full(latent, 1 / Math.Sqrt(latent), dtype: ScalarType.Float32));

        public Tensor LogDensity(Tensor latent, Generator random, Autoencoder model) =>
            full(latent.shape[0], -VonMisesFisher.LogArea((int)latent.shape[1]), latent.dtype);
    }
}
