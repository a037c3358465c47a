using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly NumberParameter TotalCorrelationWeight = new("beta", 6, 0, double.PositiveInfinity, "weight of the total correlation");

    private static readonly ChoiceParameter<AggregateEstimator> Estimator = new("estimator", AggregateEstimator.Stratified,
        "how the density of the codes of all examples is estimated from a batch; weighted is the estimator of the paper, whose values are off by constants");

    /// <summary>The beta-TCVAE: of the three terms of the mean KL, only the total correlation has the weight beta.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="beta">The total correlation's weight; 0 or more, 1 is the VAE.</param>
    /// <param name="estimator">How the density of all examples' codes is estimated from a batch.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    public static Blueprint<GaussianCode> BetaTcVae(Networks networks, double beta = 6, AggregateEstimator estimator = AggregateEstimator.Stratified,
        Loss? loss = null) => Vae(networks, loss) with
        {
            Model = "beta-tc-vae",
            Objective = [new Reconstruction(), new MutualInformation(estimator), new TotalCorrelation(estimator) { Weight = beta },
                new DimensionWiseKl(estimator)],
        };

    internal static readonly Recipe BetaTcVaeRecipe = new()
    {
        Id = "beta-tc-vae",
        Family = Family.Variational,
        Summary = "beta-TCVAE: penalises the total correlation of the code; disentangled codes that keep more information than those of beta-VAE.",
        Objective = "-E_q[log p(x|z)] + I(x; z) + beta * KL(q(z) || prod_j q(z_j)) + sum_j KL(q(z_j) || N(0, 1))",
        Paper = new Paper("chen2018", "R. T. Q. Chen and X. Li and R. Grosse and D. Duvenaud",
            "Isolating sources of disentanglement in variational autoencoders", "NeurIPS", 2018),
        Parameters = [TotalCorrelationWeight, Estimator],
        Create = given => BetaTcVae(given.Networks, given.Get(TotalCorrelationWeight), given.Get(Estimator), given.Loss),
    };
}
