using Hourglass.Companions;
using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Priors;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// 1/K sum_k q(z|u_k), the mixture of the encoder's posteriors at K training examples, which approaches the aggregate posterior as K grows; for
/// a model whose prior is a <see cref="VampPrior"/>, at its learnt pseudo-inputs.
/// </summary>
/// <param name="Components">K; fewer if there are fewer examples.</param>
[Cites("tomczak2018", "J. M. Tomczak and M. Welling", "VAE with a VampPrior", "AISTATS", 2018)]
public sealed record VampSampler(
    [property: Setting("number of training examples whose posteriors are the mixture components", Least = 1, Most = 1_000_000)]
    int Components = 500) : Sampler, ISettling<Sampler>
{
    private static readonly OptionSet<VampSampler> Declared = new(() => new VampSampler());

    internal static readonly SamplerKind Kind = new()
    {
        Summary = "A mixture of the posteriors of the encoder at a number of training examples, or at the pseudo-inputs of vamp-vae.",
        Codes = "distributions",
        Parameters = [.. Declared.Parameters],
        Create = Declared.Read,
    };

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        foreach (var violation in Declared.Violations(this)) yield return violation;
        if (!blueprint.CodeIsDistribution)
            yield return $"The sampler '{What(Name)}' draws from the encoder's posteriors, but the codes of the model '{Got(blueprint.Model)}' are not " +
                $"distributions; use {Allowed("another sampler")}.";
        if (blueprint.Networks.Condition is not null)
            yield return $"The sampler '{What(Name)}' encodes some training examples without their classes or side columns, which the model " +
                $"'{Got(blueprint.Model)}' needs; use {Allowed("another sampler")}.";
    }

    /// <inheritdoc/>
    public override bool NeedsExamples(Blueprint blueprint) => blueprint.Prior is not VampPrior;

    internal override SamplerModule Build(Blueprint blueprint, Generator random) =>
        NeedsExamples(blueprint) ? new Module(Components, blueprint.Networks.Shape.Size) : new PriorDraws();

    Sampler ISettling<Sampler>.Settle(CompanionFit fit) =>
        NeedsExamples(fit.Model.Blueprint) ? this with { Components = Math.Min(Components, fit.Examples.Count) } : this;

    private sealed class Module : SamplerModule
    {
        private readonly Tensor inputs;

        public Module(int components, int size)
            : base(nameof(VampSampler))
        {
            WeightLimit.Claim(components, size);
            inputs = zeros(components, size, dtype: ScalarType.Float32);
            register_buffer("inputs", inputs);
        }

        public override void Fit(CompanionFit fit)
        {
            if (fit.Examples.Side.Lengths is not null)
                throw new HourglassException($"The sampler 'vamp' keeps training examples without their lengths, but these are series of unequal length; " +
                    $"use {Allowed("another sampler")}.");
            DrawnExamples.CopyTo(inputs, fit.Examples, fit.Seed);
        }

        public override Tensor Draw(int count, Generator random, Autoencoder model, WorkControl control)
        {
            var chosen = randint(inputs.shape[0], [count], dtype: ScalarType.Int64, generator: random);
            return RowBlocks.Fill(count, model.Latent, control, (start, rows) =>
                model.Draw(new Batch(inputs.index_select(0, chosen.narrow(0, start, rows))), random));
        }
    }
}
