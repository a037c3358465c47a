using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Priors;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The VAE whose prior is the mixture of its own posteriors at learnt pseudo-inputs.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="components">Number of pseudo-inputs; at least 1.</param>
    /// <param name="pseudoInputs">Their initial values.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="warmup">Epochs over which the KL's weight rises from 0 to 1; 0 for none.</param>
    public static Blueprint<GaussianCode> VampVae(
        Networks networks, int components = 200, PseudoInputOrigin pseudoInputs = PseudoInputOrigin.Data, Loss? loss = null, double warmup = 0) =>
        Vae(networks, loss, warmup) with { Model = "vamp-vae", Prior = new VampPrior(components, pseudoInputs == PseudoInputOrigin.Data) };

    private static readonly IntegerParameter VampComponents = VampPrior.Declared.Of<IntegerParameter>(nameof(VampPrior.Components));

    private static readonly ChoiceParameter<PseudoInputOrigin> VampStart = new("pseudo_inputs", PseudoInputOrigin.Data,
        "initial pseudo-inputs: training examples (data) or noise (random)");

    internal static readonly Recipe VampVaeRecipe = new()
    {
        Id = "vamp-vae",
        Family = Family.Variational,
        Summary = "VampPrior VAE: the prior is a mixture of encoder posteriors at learnt inputs; better new data and likelihoods.",
        Objective = "-E_q[log p(x|z) + log 1/K sum_k q(z|u_k) - log q(z|x)], u_k learnt",
        Paper = new Paper("tomczak2018", "J. M. Tomczak and M. Welling", "VAE with a VampPrior", "AISTATS", 2018),
        Parameters = [VampComponents, VampStart, ModelParameters.Warmup],
        Create = given => VampVae(given.Networks, given.Get(VampComponents), given.Get(VampStart), given.Loss, given.Get(ModelParameters.Warmup)),
    };
}
