using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly NumberParameter AaeWeight = new("lambda", 3, double.Epsilon, double.PositiveInfinity,
        "weight of the adversarial term relative to the reconstruction term");

    /// <summary>The adversarial autoencoder: a critic distinguishes codes from draws of N(0, I), and the encoder learns to deceive it.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="lambda">Weight of a nat of the critic's loss relative to a nat of reconstruction; above 0.</param>
    /// <param name="loss">The loss; null for cross-entropy on logits (for values in [0, 1]).</param>
    /// <param name="criticHidden">Widths of the critic's hidden layers; null for [256, 256].</param>
    /// <param name="criticRest">Mean cross-entropy in nats below which the critic stops learning until the encoder has caught up; 0 for never.</param>
    public static Blueprint<PointCode> Aae(Networks networks, double lambda = 3, Loss? loss = null, ValueList<int>? criticHidden = null,
        double criticRest = 0.4) => Ae(networks, loss) with
        {
            Model = "aae",
            Critic = CriticParameters.OfLatent(criticHidden),
            // Epochs are compared by the decoder's loss: a loss that includes the critic depends more on the critic than on the model.
            Objective = [new Reconstruction()],
            Players =
        [
            new Player<PointCode>("encoder", ["encoder"], [new Reconstruction(), new Deception { Weight = lambda }]),
            new Player<PointCode>("critic", ["critic"], [new Discrimination(criticRest)]),
        ],
            Prior = new StandardNormal(),
        };

    internal static readonly Recipe AaeRecipe = new()
    {
        Id = "aae",
        Family = Family.Adversarial,
        Summary = "Adversarial autoencoder: a critic matches the distribution of the codes to the prior; smooth maps and new data.",
        Objective = "decoder: -log p(x|z), z = f(x); encoder: -log p(x|z) - lambda * log D(z); the critic D: -(log D(N(0, I)) + log(1 - D(z))) / 2",
        Paper = new Paper("makhzani2016", "A. Makhzani and J. Shlens and N. Jaitly and I. Goodfellow and B. Frey", "Adversarial autoencoders", "ICLR workshop",
            2016),
        Parameters = [AaeWeight, CriticParameters.Hidden, CriticParameters.Rest],
        Latent = 8,
        Create = given => Aae(given.Networks, given.Get(AaeWeight), given.Loss, given.Get(CriticParameters.Hidden), given.Get(CriticParameters.Rest)),
    };
}
