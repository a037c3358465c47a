using Hourglass.Codes;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>
/// A prior that is a latent-variable model itself: z' ~ N(0, I), z|z' ~ N(m(z'), diag s^2(z')) (the second stochastic layer of
/// Y. Burda, R. Grosse and R. Salakhutdinov, "Importance weighted autoencoders", ICLR 2016). A net q(z'|z) gives the density estimate
/// p(z') p(z|z') / q(z'|z), which is p(z) on average.
/// </summary>
/// <param name="Upper">Dimensions of z'; at least 1.</param>
/// <param name="Hidden">Widths of both nets' hidden layers, from z towards z'.</param>
/// <param name="Activation">Non-linearity of the hidden layers.</param>
public sealed record TwoLayer(int Upper, ValueList<int> Hidden, Activation Activation = Activation.Tanh) : Prior
{
    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        if (Upper < 1) yield return $"The {What("upper layer")} has {Got(Upper)} latent dimensions; it needs {Allowed("at least 1")}.";
        foreach (var width in Hidden.Where(width => width < 1)) yield return $"A {What("hidden layer")} of the prior has {Got(width)} units; each needs " +
            $"{Allowed("at least 1")}.";
    }

    internal override PriorModule Build(Networks networks, Generator random) => new Module(this, networks.Latent, random);

    private sealed class Module : PriorModule, IDensity
    {
        private readonly GaussianNetwork up;
        private readonly GaussianNetwork down;
        private readonly int upper;

        public Module(TwoLayer spec, int latent, Generator random)
            : base(nameof(TwoLayer))
        {
            upper = spec.Upper;
            up = new GaussianNetwork(latent, spec.Hidden, upper, spec.Activation, random);
            down = new GaussianNetwork(upper, [.. spec.Hidden.Reverse()], latent, spec.Activation, random);
            register_module("up", up);
            register_module("down", down);
        }

        public bool IsEstimate => true;

        public override Tensor Sample(int count, Generator random, Autoencoder model) => Below(count, random).Sample(random);

        public override (Tensor Mean, Tensor Deviation) Marginals(Autoencoder model)
        {
            using var random = Randomness.Generator(0, RandomPurpose.Generation);
            return GaussianMixture.Marginals(Below(GaussianMixture.Draws, random));
        }

        public Tensor LogDensity(Tensor latent, Generator random, Autoencoder model)
        {
            var posterior = up.Call(latent);
            var above = posterior.Sample(random);
            return NormalDensity.LogStandard(above) + down.Call(above).LogDensity(latent) - posterior.LogDensity(above);
        }

        private GaussianCode Below(int count, Generator random) => down.Call(randn(count, upper, dtype: down.DataType, generator: random));
    }
}
