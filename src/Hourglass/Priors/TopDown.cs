using Hourglass.Codes;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>
/// z' ~ N(0, I), z|z' ~ N(m(z'), diag s^2(z')) with the top-down net of a <see cref="LadderSpec"/> code, which is an argument and not stored
/// (C. K. Sonderby et al., "Ladder variational autoencoders", NIPS 2016, equations 1 and 2). It has no weights of its own.
/// </summary>
public sealed record TopDown : Prior
{
    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        if (blueprint.CodeKind is not LadderSpec)
            yield return $"The {What("prior")} uses the top-down net of a ladder code, and this model's code is not one; {Allowed("make it a LadderSpec")}.";
    }

    internal override PriorModule Build(Networks networks, Generator random) => new Module();

    private sealed class Module() : PriorModule(nameof(TopDown)), IDensity
    {
        public bool IsEstimate => true;

        public override Tensor Sample(int count, Generator random, Autoencoder model) => Below(count, random, model).Sample(random);

        public override (Tensor Mean, Tensor Deviation) Marginals(Autoencoder model)
        {
            using var random = Randomness.Generator(0, RandomPurpose.Generation);
            return GaussianMixture.Marginals(Below(GaussianMixture.Draws, random, model));
        }

        /// <summary>p(z|z') at a draw of z', which is p(z) on average; a pass of a ladder code does not need it because z' is known there.</summary>
        public Tensor LogDensity(Tensor latent, Generator random, Autoencoder model) => Below((int)latent.shape[0], random, model).LogDensity(latent);

        private static GaussianCode Below(int count, Generator random, Autoencoder model)
        {
            var reader = (LadderReader)model.Modules.Reader;
            return reader.TopDown(reader.Above(count, random));
        }
    }
}
