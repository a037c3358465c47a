using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>Groups of equally probable classes, one-hot; the latent space is laid out as [classes, groups].</summary>
/// <param name="Classes">Classes of a group.</param>
public sealed record UniformCategorical(int Classes) : Prior
{
    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        if (blueprint.CodeKind is not CategoricalSpec code)
            yield return $"A {What("prior")} of {Got(Classes)} classes needs a categorical code, and this model's is a {blueprint.CodeKind.GetType().Name}; " +
                $"give {Allowed("it another prior")}.";
        else if (code.Classes != Classes)
            yield return $"The {What("prior")} has {Got(Classes)} classes and the code {code.Classes}; give {Allowed("both the same")}.";
    }

    internal override PriorModule Build(Networks networks, Generator random) => new Module(Classes, networks.Latent);

    private sealed class Module(int classes, int latent) : PriorModule(nameof(UniformCategorical))
    {
        public override Tensor Sample(int count, Generator random, Autoencoder model)
        {
            using var drawn = randint(0, classes, [count, 1, latent / classes], dtype: ScalarType.Int64, generator: random);
            return zeros(count, classes, latent / classes, dtype: ScalarType.Float32).scatter_(1, drawn,
                ones(drawn.shape, dtype: ScalarType.Float32)).reshape(count, latent);
        }

        public override (Tensor Mean, Tensor Deviation) Marginals(Autoencoder model) =>
            (full(latent, 1.0 / classes, dtype: ScalarType.Float32),
                full(latent, Math.Sqrt((classes - 1.0) / ((double)classes * classes)), dtype: ScalarType.Float32));
    }
}
