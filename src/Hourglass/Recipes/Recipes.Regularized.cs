using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly NumberParameter LatentNormRate = new("beta", 0.01, double.Epsilon, double.PositiveInfinity,
        "penalty in nats per unit of half the squared code norm");

    private static readonly NumberParameter DecoderNormRate = new("lambda", 0.001, double.Epsilon, double.PositiveInfinity,
        "penalty in nats per unit of the squared norm of the decoder weights");

    private static readonly NumberParameter GradientPenaltyRate = DecoderNormRate with
    {
        Meaning = "penalty in nats per unit of the squared Jacobian norm of the decoder"
    };

    private static readonly Paper RegularizedPaper = new("ghosh2020", "P. Ghosh and M. S. M. Sajjadi and A. Vergari and M. Black and B. Schoelkopf",
        "From variational to deterministic autoencoders", "ICLR", 2020);

    /// <summary>The regularised autoencoder with weight decay on the decoder: a deterministic generative model.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="beta">Nats per unit of half the code's squared norm; above 0.</param>
    /// <param name="lambda">Nats per unit of the decoder's squared weights; above 0.</param>
    /// <param name="loss">The loss; null for cross-entropy on logits (for values in [0, 1]).</param>
    public static Blueprint<PointCode> RegularizedL2(Networks networks, double beta = 0.01, double lambda = 0.001, Loss? loss = null) =>
        Ae(networks, loss) with { Model = "rae-l2", Objective = [new Reconstruction(), new LatentNorm(beta), new DecoderNorm(lambda)] };

    /// <summary>The regularised autoencoder with a gradient penalty on the decoder: a deterministic generative model.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="beta">Nats per unit of half the code's squared norm; above 0.</param>
    /// <param name="lambda">Nats per unit of the decoder's squared Jacobian norm; above 0.</param>
    /// <param name="loss">The loss; null for cross-entropy on logits (for values in [0, 1]).</param>
    public static Blueprint<PointCode> RegularizedGradient(Networks networks, double beta = 0.01, double lambda = 0.001, Loss? loss = null) =>
        Ae(networks, loss) with { Model = "rae-gp", Objective = [new Reconstruction(), new LatentNorm(beta), new DecoderSmoothness(lambda)] };

    internal static readonly Recipe RegularizedL2Recipe = new()
    {
        Id = "rae-l2",
        Family = Family.Classical,
        Summary = "Regularised autoencoder, weights: penalties on codes and decoder weights replace noise; sharp reconstructions and new data.",
        Objective = "-log p(x|z) + beta / 2 * ||z||^2 + lambda * ||decoder weights||^2, then a normal distribution fitted to the codes",
        Paper = RegularizedPaper,
        Parameters = [LatentNormRate, DecoderNormRate],
        Create = given => RegularizedL2(given.Networks, given.Get(LatentNormRate), given.Get(DecoderNormRate), given.Loss),
    };

    internal static readonly Recipe RegularizedGradientRecipe = new()
    {
        Id = "rae-gp",
        Family = Family.Classical,
        Summary = "Regularised autoencoder, gradients: penalties on codes and decoder gradient replace noise; sharp reconstructions and new data.",
        Objective = "-log p(x|z) + beta / 2 * ||z||^2 + lambda * ||d decoder / dz||_F^2, then a normal distribution fitted to the codes",
        Paper = RegularizedPaper,
        Parameters = [LatentNormRate, GradientPenaltyRate],
        Create = given => RegularizedGradient(given.Networks, given.Get(LatentNormRate), given.Get(GradientPenaltyRate), given.Loss),
    };
}
