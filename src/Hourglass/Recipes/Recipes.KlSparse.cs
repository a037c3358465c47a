using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly NumberParameter TargetActivity = new("rho", 0.05, 0.0001, 0.9999, "target mean activity of each code unit");

    private static readonly NumberParameter ActivityWeight = new("weight", 3, 0, double.PositiveInfinity,
        "weight of the divergence from rho, summed over the units");

    /// <summary>The sparse autoencoder with a sigmoid code in which each unit is active for a small fraction of the examples.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="rho">The target mean activity of each unit; between 0 and 1.</param>
    /// <param name="weight">The weight of the divergence from it; 0 or more.</param>
    /// <param name="loss">The loss; null for cross-entropy on logits (for values in [0, 1]).</param>
    public static Blueprint<PointCode> KlSparse(Networks networks, double rho = 0.05, double weight = 3, Loss? loss = null) =>
        Ae(networks, loss, Activation.Sigmoid) with { Model = "kl-sparse-ae", Objective = [new Reconstruction(), new ActivityKl(rho) { Weight = weight }] };

    internal static readonly Recipe KlSparseRecipe = new()
    {
        Id = "kl-sparse-ae",
        Family = Family.Classical,
        Summary = "Sparse autoencoder with a target activity: each unit is active on the same small fraction of the data; features without dead units.",
        Objective = "-log p(x|z) + weight * sum_j KL(rho || mean activity of unit j), z sigmoid",
        Paper = new Paper("ng2011", "A. Ng", "Sparse autoencoder", "CS294A lecture notes, Stanford University", 2011),
        Parameters = [TargetActivity, ActivityWeight],
        Latent = 64,
        Hidden = [],
        Create = given => KlSparse(given.Networks, given.Get(TargetActivity), given.Get(ActivityWeight), given.Loss),
    };
}
