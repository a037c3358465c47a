using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The beta-VAE: a VAE whose KL has the weight beta; above 1 for disentangled codes, below for sharper reconstructions.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="beta">The KL's weight; 0 or more.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="warmup">Epochs over which the weight rises from 0; 0 for none.</param>
    /// <param name="cycles">Number of such rises, each followed by equally many epochs at full weight; at least 1.</param>
    public static Blueprint<GaussianCode> BetaVae(Networks networks, double beta = 4, Loss? loss = null, double warmup = 0, int cycles = 1) =>
        Vae(networks, loss) with { Model = "beta-vae", Objective = [new Reconstruction(), new Kl { Weight = Rising(beta, warmup, cycles) }] };

    internal static readonly Recipe BetaVaeRecipe = new()
    {
        Id = "beta-vae",
        Family = Family.Variational,
        Summary = "beta-VAE: a weighted KL term trades reconstruction quality for disentangled codes.",
        Objective = "-E_q[log p(x|z)] + beta * KL(q(z|x) || N(0, I))",
        Paper = new Paper("higgins2017", "I. Higgins and L. Matthey and A. Pal and C. Burgess and X. Glorot and M. Botvinick and S. Mohamed and A. Lerchner",
            "beta-VAE: learning basic visual concepts with a constrained variational framework", "ICLR", 2017),
        Parameters = [ModelParameters.Beta, ModelParameters.Warmup, ModelParameters.Cycles],
        Create = given =>
            BetaVae(given.Networks, given.Get(ModelParameters.Beta), given.Loss, given.Get(ModelParameters.Warmup), given.Get(ModelParameters.Cycles)),
    };
}
