using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>
/// The frequencies of each symbol of the training examples' codes, with symbols independent of each other: estimated when training ends
/// and saved with the weights, so that a model with discrete codes can generate. Uniform until then.
/// </summary>
/// <param name="Symbols">Symbols of an example.</param>
/// <param name="Classes">Values that each can take.</param>
public sealed record FittedCategorical(int Symbols, int Classes) : Prior
{
    private const int MarginalDraws = 4096;

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        if (blueprint.CodeKind is not QuantizedSpec spec)
            yield return $"A {What("categorical prior")} needs a code of symbols, and this model's is a {Got(blueprint.CodeKind.GetType().Name)}; give " +
                $"{Allowed("it another prior")}.";
        else if (spec.Violations(blueprint.Networks.Latent).Any())
            yield break;
        else if ((Symbols, Classes) != (spec.Symbols(blueprint.Networks.Latent), spec.Classes))
            yield return $"The {What("prior")} is over {Got(Symbols)} symbols of {Classes} values, and the code has " +
                $"{spec.Symbols(blueprint.Networks.Latent)} of {spec.Classes}; give {Allowed("the prior the code's numbers")}.";
    }

    internal override PriorModule Build(Networks networks, Generator random) => new Module(Symbols, Classes);

    private sealed class Module : PriorModule, IFittedPrior
    {
        private readonly Tensor probabilities;

        public Module(int symbols, int classes)
            : base(nameof(FittedCategorical))
        {
            WeightLimit.Claim(symbols, classes);
            probabilities = full(symbols, classes, 1.0 / classes, dtype: ScalarType.Float32);
            register_buffer("probabilities", probabilities);
        }

        public override Tensor Sample(int count, Generator random, Autoencoder model)
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var indices = multinomial(probabilities, count, replacement: true, generator: random).t();
            return ((ISymbols)model.Modules.Reader).Values(indices).MoveToOuterDisposeScope();
        }

        public override (Tensor Mean, Tensor Deviation) Marginals(Autoencoder model)
        {
            using var random = Randomness.Generator(0, RandomPurpose.Evaluation);
            var drawn = Sample(MarginalDraws, random, model);
            return (drawn.mean([0L]), drawn.std(0, unbiased: false));
        }

        public int Observes(Autoencoder model) => (int)probabilities.shape[0];

        public Tensor Observe(Batch batch, Autoencoder model) => ((QuantizedCode)model.Read(batch)).Indices.to_type(ScalarType.Float32);

        public void Fit(Tensor codes, Autoencoder model)
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var indices = codes.to_type(ScalarType.Int64).t();
            probabilities.zero_().scatter_add_(1, indices, ones(indices.shape, dtype: ScalarType.Float32)).div_(codes.shape[0]);
        }
    }
}
