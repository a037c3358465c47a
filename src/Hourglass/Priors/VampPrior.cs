using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Settings;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Hourglass.Priors;

/// <summary>
/// p(z) = 1/K sum_k q(z|u_k), the mixture of the encoder's posteriors at learnt pseudo-inputs u_k (J. M. Tomczak and M. Welling, "VAE with
/// a VampPrior", AISTATS 2018, equation 9). The encoder is the model's own. Pseudo-inputs are not kept within the range of the data.
/// </summary>
/// <param name="Components">K.</param>
/// <param name="FromData">Whether pseudo-inputs start as training examples drawn at random, or as uniform noise in [0, 1].</param>
public sealed record VampPrior(
    [property: Setting("number of pseudo-inputs; each is a component of the prior", Least = 1, Most = 1_000_000)]
    int Components = 200,
    bool FromData = true) : Prior, IOneExampleAtATime
{
    internal static OptionSet<VampPrior> Declared { get; } = new(() => new VampPrior());

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        foreach (var violation in Declared.Violations(this)) yield return violation;
        if (blueprint.CodeKind is not GaussianSpec)
            yield return $"The {What("prior")} is a mixture of the encoder's Gaussians, and this model's code is not Gaussian; " +
                $"{Allowed("make it a GaussianSpec")}.";
        if (blueprint.Networks.Condition is not null)
            yield return $"The {What("prior's pseudo-inputs")} have no classes or side columns; {Allowed("leave the condition of the networks out")}.";
    }

    internal override PriorModule Build(Networks networks, Generator random) => new Module(Components, FromData, networks.Shape.Size, random);

    private sealed class Module : PriorModule, IDensity, IPrepared
    {
        private readonly bool fromData;
        private readonly Parameter inputs;

        public Module(int components, bool fromData, int size, Generator random)
            : base(nameof(VampPrior))
        {
            this.fromData = fromData;
            WeightLimit.Claim(components, size);
            inputs = nn.Parameter(rand(components, size, dtype: ScalarType.Float32, generator: random));
            register_parameter("inputs", inputs);
        }

        public void Prepare(Examples train, ulong seed)
        {
            if (!fromData) return;

            // With fewer examples than components, the remaining ones stay noise: two equal components would never differ.
            using var frozen = no_grad();
            using var first = inputs.narrow(0, 0, Math.Min(train.Count, inputs.shape[0]));
            DrawnExamples.CopyTo(first, train, seed);
        }

        public override Tensor Sample(int count, Generator random, Autoencoder model)
        {
            var components = Mixture(model);
            var chosen = randint(inputs.shape[0], [count], dtype: ScalarType.Int64, generator: random);
            return new GaussianCode(components.Mean.index_select(0, chosen), components.LogVariance.index_select(0, chosen)).Sample(random);
        }

        public override (Tensor Mean, Tensor Deviation) Marginals(Autoencoder model) => GaussianMixture.Marginals(Mixture(model));

        public Tensor LogDensity(Tensor latent, Generator random, Autoencoder model)
        {
            // (z - m)^2 / s^2 multiplied out, so that no tensor of rows x components x dimensions is made; around the middle of the
            // components, which keeps the products small.
            var components = Mixture(model);
            var middle = components.Mean.mean([0]).detach();
            var (point, mean) = (latent - middle, components.Mean - middle);
            var precision = (-components.LogVariance).exp();
            var constant = ((mean.square() * precision) + components.LogVariance + Math.Log(2 * Math.PI)).sum(1);
            var square = constant + point.square().mm(precision.t()) - (2 * point.mm((mean * precision).t()));
            return (square * -0.5).logsumexp(1) - Math.Log(inputs.shape[0]);
        }

        private GaussianCode Mixture(Autoencoder model) => (GaussianCode)model.Read(new Batch(inputs));
    }
}
