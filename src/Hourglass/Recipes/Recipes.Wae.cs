using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly NumberParameter WaeDiscrepancy = new("lambda", 100, double.Epsilon, double.PositiveInfinity,
        "penalty in nats per unit of the MMD between the aggregate posterior and the prior");

    private static readonly ChoiceParameter<KernelKind> WaeKernel = new("discrepancy_kernel", KernelKind.Imq,
        "kernel of the MMD: inverse multiquadric (imq) or Gaussian (rbf)");

    /// <summary>
    /// The Wasserstein autoencoder (WAE-MMD): a deterministic code whose distribution over the data is pulled to N(0, I), for sharper reconstructions than a
    /// VAE and for new data.
    /// </summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="lambda">Nats per unit of the discrepancy; above 0.</param>
    /// <param name="kernel">The kernel of the discrepancy.</param>
    /// <param name="loss">The loss; null for cross-entropy on logits (for values in [0, 1]). The paper uses the squared error.</param>
    public static Blueprint<PointCode> Wae(Networks networks, double lambda = 100, KernelKind kernel = KernelKind.Imq, Loss? loss = null) => Ae(networks,
        loss) with
    {
        Model = "wae",
        Objective = [new Reconstruction(), new MaximumMeanDiscrepancy(kernel) { Weight = lambda }],
        Prior = new StandardNormal(),
    };

    internal static readonly Recipe WaeRecipe = new()
    {
        Id = "wae",
        Family = Family.Classical,
        Summary = "Wasserstein autoencoder: deterministic codes whose distribution matches the prior; sharper reconstructions than those of a VAE, new data.",
        Objective = "-log p(x|z) + lambda * MMD^2(q(z), N(0, I)), z = f(x)",
        Paper = new Paper("tolstikhin2018", "I. Tolstikhin and O. Bousquet and S. Gelly and B. Schoelkopf", "Wasserstein auto-encoders", "ICLR", 2018),
        Parameters = [WaeDiscrepancy, WaeKernel],
        Latent = 8,
        Create = given => Wae(given.Networks, given.Get(WaeDiscrepancy), given.Get(WaeKernel), given.Loss),
    };
}
