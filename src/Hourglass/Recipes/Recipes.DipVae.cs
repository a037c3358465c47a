using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly ChoiceParameter<CovarianceKind> DipKind = new("covariance", CovarianceKind.Draws,
        "covariance that is regularised towards the identity: that of the posterior means (DIP-VAE-I) or that of samples (draws, DIP-VAE-II)");

    private static readonly NumberParameter DipOffDiagonal = new("off_diagonal", 10, 0, double.PositiveInfinity,
        "penalty in nats per squared covariance of two dimensions");

    private static readonly NumberParameter DipDiagonal = new("diagonal", 10, 0, double.PositiveInfinity,
        "penalty in nats per squared deviation of a variance from 1; the paper uses 10 times off_diagonal for means and the same value for samples");

    /// <summary>The DIP-VAE: a VAE that pulls the covariance of its codes over the data to the identity (disentangled inferred prior).</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="covariance">Whether the covariance is of the posteriors' means (DIP-VAE-I) or of draws (DIP-VAE-II).</param>
    /// <param name="offDiagonal">Nats per squared covariance of two dimensions; 0 or more.</param>
    /// <param name="diagonal">Nats per squared distance of a variance from 1; 0 or more.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    public static Blueprint<GaussianCode> DipVae(Networks networks, CovarianceKind covariance = CovarianceKind.Draws, double offDiagonal = 10,
        double diagonal = 10, Loss? loss = null) => Vae(networks, loss) with
        {
            Model = "dip-vae",
            Objective = [new Reconstruction(), new Kl(), new CovarianceMismatch(covariance, offDiagonal, diagonal)],
        };

    internal static readonly Recipe DipVaeRecipe = new()
    {
        Id = "dip-vae",
        Family = Family.Variational,
        Summary = "DIP-VAE: decorrelates the code dimensions over the data; disentangled codes with little loss of reconstruction quality.",
        Objective = "-E_q[log p(x|z)] + KL + off_diagonal * sum_(i != j) Cov_ij^2 + diagonal * sum_i (Cov_ii - 1)^2",
        Paper = new Paper("kumar2018", "A. Kumar and P. Sattigeri and A. Balakrishnan",
            "Variational inference of disentangled latent concepts from unlabeled observations", "ICLR", 2018),
        Parameters = [DipKind, DipOffDiagonal, DipDiagonal],
        Create = given => DipVae(given.Networks, given.Get(DipKind), given.Get(DipOffDiagonal), given.Get(DipDiagonal), given.Loss),
    };
}
