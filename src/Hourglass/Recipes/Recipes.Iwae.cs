using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly ChoiceParameter<GradientKind> IwaeGradient = new("gradient", GradientKind.Standard,
        "gradient of the encoder: of the bound itself (standard), or the doubly reparameterised estimator (dreg), which has less variance");

    /// <summary>The importance-weighted autoencoder: a VAE trained on a bound that is tightened by K draws per example.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="samples">K; at least 1 (1 is the VAE with its KL estimated at the draw).</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="gradient">How the encoder's gradient is estimated.</param>
    public static Blueprint<GaussianCode> Iwae(Networks networks, int samples = 5, Loss? loss = null, GradientKind gradient = GradientKind.Standard)
    {
        var standard = Vae(networks, loss) with { Model = "iwae", Particles = samples, Objective = [new ImportanceWeightedBound(samples)] };
        return gradient == GradientKind.Standard ? standard : standard with
        {
            Objective = [new DoublyReparameterizedBound(samples)],
            Players = [new Player<GaussianCode>("decoder", Generative, [new ImportanceWeightedBound(samples)])],
        };
    }

    internal static readonly Recipe IwaeRecipe = new()
    {
        Id = "iwae",
        Family = Family.Variational,
        Summary = "Importance-weighted autoencoder: K samples per example tighten the bound; better likelihoods, more active units.",
        Objective = "-E_q[log (1/K) sum_k p(x, z_k) / q(z_k|x)]",
        Paper = new Paper("burda2016", "Y. Burda and R. Grosse and R. Salakhutdinov", "Importance weighted autoencoders", "ICLR", 2016),
        Parameters = [BoundParameters.Samples, IwaeGradient],
        Create = given => Iwae(given.Networks, given.Get(BoundParameters.Samples), given.Loss, given.Get(IwaeGradient)),
    };
}
