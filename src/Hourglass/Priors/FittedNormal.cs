using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>
/// The normal distribution of the training examples' codes: mean and covariance are estimated once training has ended and saved with
/// the weights, so that a deterministic autoencoder can generate without the data (the ex-post density of Ghosh et al. 2020).
/// Above <see cref="FullCovarianceLimit"/> dimensions the covariance is diagonal. A draw outside the range of the code's activation, such as a negative
/// number after ReLU, is moved to the nearest point within it.
/// </summary>
[Cites("ghosh2020", "P. Ghosh and M. S. M. Sajjadi and A. Vergari and M. Black and B. Schoelkopf", "From variational to deterministic autoencoders", "ICLR",
    2020)]
public sealed record FittedNormal : Prior
{
    /// <summary>Dimensions up to which the full covariance is kept.</summary>
    public const int FullCovarianceLimit = 2048;

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(Blueprint blueprint) => [];

    internal override PriorModule Build(Networks networks, Generator random) => new Module(networks.Latent);

    private sealed class Module : PriorModule, IFittedPrior
    {
        private readonly Tensor mean;
        private readonly Tensor factor;

        public Module(int latent)
            : base(nameof(FittedNormal))
        {
            WeightLimit.Claim(latent, latent);
            mean = zeros(latent, dtype: ScalarType.Float32);
            factor = latent <= FullCovarianceLimit ? eye(latent, dtype: ScalarType.Float32) : ones(latent, dtype: ScalarType.Float32);
            register_buffer("mean", mean);
            register_buffer("factor", factor);
        }

        public override Tensor Sample(int count, Generator random, Autoencoder model)
        {
            using var scope = NewDisposeScope();
            var noise = randn(count, mean.shape[0], dtype: ScalarType.Float32, generator: random);
            var spread = factor.dim() == 2 ? noise.mm(factor.t()) : noise * factor;
            return model.Modules.Reader.FromDecoder(spread + mean).MoveToOuterDisposeScope();
        }

        public override (Tensor Mean, Tensor Deviation) Marginals(Autoencoder model) =>
            (mean.alias(), factor.dim() == 1 ? factor.alias() : factor.square().sum(1).sqrt());

        public void Fit(Tensor codes, Autoencoder model)
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var exact = codes.to_type(ScalarType.Float64);
            var centre = exact.mean([0]);
            var deviations = exact - centre;
            var count = Math.Max(1, exact.shape[0] - 1);
            mean.copy_(centre);
            if (factor.dim() == 1)
            {
                factor.copy_((deviations.square().sum([0]) / count).sqrt());
                return;
            }

            // Dead dimensions make the covariance singular: a symmetric square root from the eigenvectors exists nevertheless.
            var (values, vectors) = linalg.eigh(deviations.t().mm(deviations) / count);
            factor.copy_(vectors * values.clamp_min(0).sqrt());
        }
    }
}
