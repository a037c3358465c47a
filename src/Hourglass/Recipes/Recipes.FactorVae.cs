using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly NumberParameter FactorGamma = new("gamma", 10, double.Epsilon, double.PositiveInfinity, "weight of the total correlation");

    /// <summary>The FactorVAE: a VAE with a penalty on the difference, as seen by a critic, between its codes and codes with independent dimensions.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="gamma">The total correlation's weight; above 0.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="criticHidden">Widths of the critic's hidden layers; null for [256, 256].</param>
    public static Blueprint<GaussianCode> FactorVae(Networks networks, double gamma = 10, Loss? loss = null,
        ValueList<int>? criticHidden = null) => Vae(networks, loss) with
        {
            Model = "factor-vae",
            Critic = CriticParameters.OfLatent(criticHidden),
            Objective = [new Reconstruction(), new Kl(), new CriticTotalCorrelation { Weight = gamma }],
            Players = [new Player<GaussianCode>("critic", ["critic"], [new PermutationTest()])],
        };

    internal static readonly Recipe FactorVaeRecipe = new()
    {
        Id = "factor-vae",
        Family = Family.Variational,
        Summary = "FactorVAE: a critic estimates the total correlation, which the model minimises; disentangled codes.",
        Objective = "-E_q[log p(x|z)] + KL(q(z|x) || N(0, I)) + gamma * KL(q(z) || prod_j q(z_j)), the last estimated by a critic's log-odds",
        Paper = new Paper("kim2018", "H. Kim and A. Mnih", "Disentangling by factorising", "ICML", 2018),
        Parameters = [FactorGamma, CriticParameters.Hidden],
        Create = given => FactorVae(given.Networks, given.Get(FactorGamma), given.Loss, given.Get(CriticParameters.Hidden)),
    };
}
