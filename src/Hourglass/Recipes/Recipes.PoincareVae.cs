using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly NumberParameter Curvature = WrappedNormalSpec.Declared.Of<NumberParameter>(nameof(WrappedNormalSpec.Curvature));

    /// <summary>The VAE in the Poincare ball, whose volume grows exponentially with the distance from the origin, like the size of trees.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="curvature">The negative curvature of the ball; above 0.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="warmup">Epochs over which the KL's weight rises from 0 to 1; 0 for none.</param>
    public static Blueprint<WrappedNormalCode> PoincareVae(Networks networks, double curvature = 1, Loss? loss = null, double warmup = 0) => new()
    {
        Model = "poincare-vae",
        Networks = networks,
        Code = new WrappedNormalSpec(curvature),
        Loss = loss ?? new Bernoulli(),
        Objective = [new Reconstruction(), new Kl { Weight = Rising(1, warmup) }],
        Prior = new WrappedNormal(curvature),
    };

    internal static readonly Recipe PoincareVaeRecipe = new()
    {
        Id = "poincare-vae",
        Family = Family.Variational,
        Summary = "VAE in the Poincare ball: hyperbolic codes; maps of tree-like and hierarchical data.",
        Objective = "-E_q[log p(x|log_0 z) - log q(z|x) + log p(z)], q and p wrapped normals in the ball of curvature -c, p around its origin",
        Paper = new Paper("mathieu2019", "E. Mathieu and C. Le Lan and C. J. Maddison and R. Tomioka and Y. W. Teh",
            "Continuous hierarchical representations with Poincare variational auto-encoders", "NeurIPS", 2019),
        Parameters = [Curvature, ModelParameters.Warmup],
        Latent = 5,
        Create = given => PoincareVae(given.Networks, given.Get(Curvature), given.Loss, given.Get(ModelParameters.Warmup)),
    };
}
