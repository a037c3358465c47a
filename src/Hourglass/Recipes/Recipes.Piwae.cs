using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>
    /// The partially importance-weighted autoencoder: the encoder is trained on the mean of M bounds of K draws, the decoder on one bound of all M x K draws.
    /// </summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="groups">M; at least 1.</param>
    /// <param name="samples">K; at least 1.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    public static Blueprint<GaussianCode> Piwae(Networks networks, int groups = 4, int samples = 5, Loss? loss = null) =>
        Miwae(networks, groups, samples, loss) with
        {
            Model = "piwae",
            Players = [new Player<GaussianCode>("decoder", Generative, [new ImportanceWeightedBound(groups * samples)])],
        };

    internal static readonly Recipe PiwaeRecipe = new()
    {
        Id = "piwae",
        Family = Family.Variational,
        Summary = "Partially importance-weighted autoencoder: the decoder learns from the tightest bound, the encoder from a looser " +
            "bound with a stronger gradient signal.",
        Objective = "encoder: the mean of M bounds with K samples each; decoder: the bound with all M x K samples",
        Paper = TighterBounds,
        Parameters = [BoundParameters.Groups, BoundParameters.Samples],
        Create = given => Piwae(given.Networks, given.Get(BoundParameters.Groups), given.Get(BoundParameters.Samples), given.Loss),
    };
}
