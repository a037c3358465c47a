using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Priors;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The VAE on the sphere: von Mises-Fisher codes and a uniform prior, which does not pull to a centre.</summary>
    /// <param name="networks">Bodies of encoder and decoder; the latent size is that of the space around the sphere, at least 2.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="warmup">Epochs over which the KL's weight rises from 0 to 1; 0 for none.</param>
    public static Blueprint<VonMisesFisherCode> SphereVae(Networks networks, Loss? loss = null, double warmup = 0) => new()
    {
        Model = "sphere-vae",
        Networks = networks,
        Code = new VonMisesFisherSpec(),
        Loss = loss ?? new Bernoulli(),
        Objective = [new Reconstruction(), new Kl { Weight = Rising(1, warmup) }],
        Prior = new UniformSphere(),
    };

    internal static readonly Recipe SphereVaeRecipe = new()
    {
        Id = "sphere-vae",
        Family = Family.Variational,
        Summary = "VAE on the sphere: von Mises-Fisher codes, with no pull towards a centre; directional maps and clusters.",
        Objective = "-E_q[log p(x|z)] + KL(vMF(m, k) || uniform), z on the unit sphere",
        Paper = new Paper("davidson2018", "T. R. Davidson and L. Falorsi and N. De Cao and T. Kipf and J. M. Tomczak",
            "Hyperspherical variational auto-encoders", "UAI", 2018),
        Parameters = [ModelParameters.Warmup],
        Latent = 10,
        LeastLatent = 2,
        Create = given => SphereVae(given.Networks, given.Loss, given.Get(ModelParameters.Warmup)),
    };
}
