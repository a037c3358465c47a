using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Schedules;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The variational autoencoder: encoder to mean and log-variance, z = m + s * eps, reconstruction + KL to N(0, I).</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="warmup">Epochs over which the KL's weight rises from 0 to 1; 0 for none.</param>
    /// <param name="cycles">Number of such rises, each followed by equally many epochs at full weight; at least 1.</param>
    public static Blueprint<GaussianCode> Vae(Networks networks, Loss? loss = null, double warmup = 0, int cycles = 1) => new()
    {
        Model = "vae",
        Networks = networks,
        Code = new GaussianSpec(),
        Loss = loss ?? new Bernoulli(),
        Objective = [new Reconstruction(), new Kl { Weight = Rising(1, warmup, cycles) }],
        Prior = new StandardNormal(),
    };

    internal static readonly Recipe VaeRecipe = new()
    {
        Id = "vae",
        Family = Family.Variational,
        Summary = "Variational autoencoder: a smooth latent space with a prior; new data, maps, likelihoods.",
        Objective = "-E_q[log p(x|z)] + KL(q(z|x) || N(0, I)), the negative evidence lower bound",
        Paper = new Paper("kingma2014", "D. P. Kingma and M. Welling", "Auto-encoding variational Bayes", "ICLR", 2014),
        Parameters = [ModelParameters.Warmup, ModelParameters.Cycles],
        Create = given => Vae(given.Networks, given.Loss, given.Get(ModelParameters.Warmup), given.Get(ModelParameters.Cycles)),
    };

    private static Schedule Rising(double value, double epochs, int cycles = 1)
    {
        if (cycles == 1) return epochs > 0 ? new Warmup(value, epochs) : new Constant(value);
        if (epochs > 0) return new Cyclic(value, epochs, cycles);
        throw new UsageException($"{What("cycles")} is {Got(cycles)} and warmup is {epochs}, so nothing rises; " +
            $"{Allowed("also give warmup, the epochs of each rise")}.");
    }
}
