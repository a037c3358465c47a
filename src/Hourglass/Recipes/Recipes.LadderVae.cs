using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The ladder VAE: two stochastic layers whose posterior corrects the prior's top-down path by evidence from the data.</summary>
    /// <param name="networks">Bodies of encoder and decoder, which connect data and z.</param>
    /// <param name="upper">Dimensions of z'; at least 1.</param>
    /// <param name="upperHidden">Widths of the dense layers between z and z', at least one; null for [64].</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="warmup">Epochs over which the KL's weight rises from 0 to 1; 0 for none.</param>
    public static Blueprint<LadderCode> LadderVae(
        Networks networks, int upper = 8, ValueList<int>? upperHidden = null, Loss? loss = null, double warmup = 10) => new()
        {
            Model = "ladder-vae",
            Networks = networks,
            Code = new LadderSpec(upper, upperHidden ?? [64]),
            Loss = loss ?? new Bernoulli(),
            Objective = [new Reconstruction(), new Kl { Weight = Rising(1, warmup) }],
            Prior = new TopDown(),
        };

    private static readonly NumberParameter LadderWarmup = ModelParameters.Warmup with { Default = 10 };

    internal static readonly Recipe LadderVaeRecipe = new()
    {
        Id = "ladder-vae",
        Family = Family.Variational,
        Summary = "Ladder VAE: two stochastic layers with top-down inference, so that the upper layer is used; hierarchical codes.",
        Objective = "-E_q[log p(x|z)] + KL(q(z'|x) || N(0, I)) + E_q KL(q(z|z', x) || p(z|z')), q(z|z', x) ~ N(encoder) * p(z|z')",
        Paper = new Paper("sonderby2016", "C. K. Sonderby and T. Raiko and L. Maaloe and S. K. Sonderby and O. Winther", "Ladder variational autoencoders",
            "NIPS", 2016),
        Parameters = [ModelParameters.UpperLatent, ModelParameters.UpperHidden, LadderWarmup],
        Create = given =>
            LadderVae(given.Networks, given.Get(ModelParameters.UpperLatent), given.Get(ModelParameters.UpperHidden), given.Loss, given.Get(LadderWarmup)),
    };
}
