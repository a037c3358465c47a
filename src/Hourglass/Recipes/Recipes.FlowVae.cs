using Hourglass.Codes;
using Hourglass.Flows;
using Hourglass.Losses;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The VAE whose posterior is a Gaussian transformed by simple maps, so that it can be curved or multimodal.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="kind">The map.</param>
    /// <param name="flows">Number of consecutive maps; at least 1.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="warmup">Epochs over which the KL's weight rises from 0 to 1; 0 for none.</param>
    public static Blueprint<GaussianCode> FlowVae(Networks networks, FlowKind kind = FlowKind.Planar, int flows = 8, Loss? loss = null, double warmup = 0) =>
        Vae(networks, loss, warmup) with
        {
            Model = "flow-vae",
            Flows = [.. Enumerable.Range(0, flows).Select<int, Flow>(_ => kind == FlowKind.Planar ? new Planar() : new Radial())],
        };

    private static readonly ChoiceParameter<FlowKind> FlowMap = new("flow", FlowKind.Planar, "type of the flow steps");

    private static readonly IntegerParameter FlowSteps = new("flows", 8, 1, 1000, "number of flow steps");

    internal static readonly Recipe FlowVaeRecipe = new()
    {
        Id = "flow-vae",
        Family = Family.Variational,
        Summary = "Flow VAE: planar or radial flows make the posterior non-Gaussian.",
        Objective = "-E_q0[log p(x|z_K) + log p(z_K) - log q_0(z_0|x) + sum_k log|det dz_k/dz_(k-1)|]",
        Paper = new Paper("rezende2015", "D. J. Rezende and S. Mohamed", "Variational inference with normalizing flows", "ICML", 2015),
        Parameters = [FlowMap, FlowSteps, ModelParameters.Warmup],
        Create = given => FlowVae(given.Networks, given.Get(FlowMap), given.Get(FlowSteps), given.Loss, given.Get(ModelParameters.Warmup)),
    };
}
