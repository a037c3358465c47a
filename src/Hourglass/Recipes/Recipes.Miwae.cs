using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Objectives;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The multiply importance-weighted autoencoder: the mean of M bounds of K draws each, whose gradient is less noisy for the encoder.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="groups">M; at least 1.</param>
    /// <param name="samples">K; at least 1.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    public static Blueprint<GaussianCode> Miwae(Networks networks, int groups = 4, int samples = 5, Loss? loss = null) =>
        Vae(networks, loss) with { Model = "miwae", Particles = groups * samples, Objective = [new ImportanceWeightedBound(samples)] };

    internal static readonly Recipe MiwaeRecipe = new()
    {
        Id = "miwae",
        Family = Family.Variational,
        Summary = "Multiply importance-weighted autoencoder: the mean of M bounds with K samples each; a tight bound and a well-trained encoder.",
        Objective = "-(1/M) sum_m E_q[log (1/K) sum_k p(x, z_mk) / q(z_mk|x)]",
        Paper = TighterBounds,
        Parameters = [BoundParameters.Groups, BoundParameters.Samples],
        Create = given => Miwae(given.Networks, given.Get(BoundParameters.Groups), given.Get(BoundParameters.Samples), given.Loss),
    };

    /// <summary>The parts of p(x, z), which a player with its own bound may own.</summary>
    private static ValueList<string> Generative => ["decoder", "log_scale", "prior"];

    private static Paper TighterBounds =>
        new("rainforth2018", "T. Rainforth and A. R. Kosiorek and T. A. Le and C. J. Maddison and M. Igl and F. Wood and Y. W. Teh",
        "Tighter variational bounds are not necessarily better", "ICML", 2018);
}
