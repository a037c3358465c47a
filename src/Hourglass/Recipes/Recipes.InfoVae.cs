using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly NumberParameter InfoAlpha = new("alpha", 0.5, 0, 1,
        "reduction of the KL weight, which becomes 1 - alpha; 1 removes the KL (MMD-VAE)");

    private static readonly NumberParameter InfoDiscrepancy = new("lambda", 10, double.Epsilon, double.PositiveInfinity,
        "penalty in nats per unit of the MMD between the aggregate posterior and the prior");

    private static readonly ChoiceParameter<KernelKind> InfoKernel = new("discrepancy_kernel", KernelKind.Rbf,
        "kernel of the MMD: Gaussian (rbf) or inverse multiquadric (imq)");

    /// <summary>
    /// The InfoVAE: less weight on each example's KL and more on the discrepancy between the distribution of all codes and the prior, so that the code stays
    /// informative.
    /// </summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="alpha">Fraction of the KL that is omitted; 0 to 1.</param>
    /// <param name="lambda">Nats per unit of the discrepancy; alpha + lambda - 1 enters the loss and must be above 0.</param>
    /// <param name="kernel">The kernel of the discrepancy.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <exception cref="UsageException">alpha + lambda is 1 or less.</exception>
    public static Blueprint<GaussianCode> InfoVae(Networks networks, double alpha = 0.5, double lambda = 10, KernelKind kernel = KernelKind.Rbf,
        Loss? loss = null)
    {
        var discrepancy = alpha + lambda - 1;
        if (discrepancy <= 0)
            throw new UsageException($"{What("alpha")} is {Got(alpha)} and lambda {lambda}, so the discrepancy would have the weight {discrepancy}; give " +
                $"{Allowed($"a lambda above {1 - alpha}")}.");
        return Vae(networks, loss) with
        {
            Model = "info-vae",
            Objective = [new Reconstruction(), .. InfoKl(alpha), new MaximumMeanDiscrepancy(kernel) { Weight = discrepancy }],
        };
    }

    internal static readonly Recipe InfoVaeRecipe = new()
    {
        Id = "info-vae",
        Family = Family.Variational,
        Summary = "InfoVAE: matches the aggregate posterior to the prior instead of each posterior; codes that stay informative with strong decoders.",
        Objective = "-E_q[log p(x|z)] + (1 - alpha) * KL(q(z|x) || N(0, I)) + (alpha + lambda - 1) * MMD^2(q(z), N(0, I))",
        Paper = new Paper("zhao2019", "S. Zhao and J. Song and S. Ermon", "InfoVAE: balancing learning and inference in variational autoencoders", "AAAI",
            2019),
        Parameters = [InfoAlpha, InfoDiscrepancy, InfoKernel],
        Create = given => InfoVae(given.Networks, given.Get(InfoAlpha), given.Get(InfoDiscrepancy), given.Get(InfoKernel), given.Loss),
    };

    private static Kl[] InfoKl(double alpha) => alpha < 1 ? [new Kl { Weight = 1 - alpha }] : [];
}
