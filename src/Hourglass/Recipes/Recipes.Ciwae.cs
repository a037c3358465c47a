using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly NumberParameter CiwaeBeta = new("beta", 0.5, 0, 1, "weight of the VAE bound; the importance-weighted bound has weight 1 - beta");

    /// <summary>The combination importance-weighted autoencoder: a weighted mean of the VAE's bound and the importance-weighted one.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="beta">The weight of the VAE's bound; 0 to 1.</param>
    /// <param name="samples">K; at least 2.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    public static Blueprint<GaussianCode> Ciwae(Networks networks, double beta = 0.5, int samples = 5, Loss? loss = null) => Vae(networks, loss) with
    {
        Model = "ciwae",
        Particles = samples,
        Objective = [new ImportanceWeightedBound(1) { Weight = beta }, new ImportanceWeightedBound(samples) { Weight = 1 - beta }],
    };

    internal static readonly Recipe CiwaeRecipe = new()
    {
        Id = "ciwae",
        Family = Family.Variational,
        Summary = "Combination importance-weighted autoencoder: interpolates between the VAE bound (good encoder) and the " +
            "importance-weighted bound (good decoder).",
        Objective = "beta * (bound with 1 sample) + (1 - beta) * (bound with K samples)",
        Paper = TighterBounds,
        Parameters = [CiwaeBeta, CiwaeSamples],
        Create = given => Ciwae(given.Networks, given.Get(CiwaeBeta), given.Get(CiwaeSamples), given.Loss),
    };

    // With one sample the two bounds would be the same.
    private static IntegerParameter CiwaeSamples => BoundParameters.Samples with { Least = 2 };
}
