using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>p(z) = N(0, I).</summary>
public sealed record StandardNormal : Prior
{
    internal override PriorModule Build(int latent) => new Module(latent);

    private sealed class Module(int latent) : PriorModule(nameof(StandardNormal))
    {
        public override bool NeedsFit => false;

        public override Tensor Sample(int count, Generator random) => randn(count, latent, generator: random);

        public override (Tensor Mean, Tensor Deviation) Marginals() => (zeros(latent), ones(latent));

        public override void Fit(Tensor codes) => throw new InvalidOperationException("N(0, I) has nothing to fit.");
    }
}
