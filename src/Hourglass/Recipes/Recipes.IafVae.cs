using Hourglass.Codes;
using Hourglass.Flows;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The VAE whose posterior's dimensions depend on each other: inverse autoregressive flows with the encoder's context.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="flows">Number of steps, whose order of dimensions alternates; at least 1.</param>
    /// <param name="context">Size of the context that the encoder passes to every step; 0 or more.</param>
    /// <param name="flowHidden">Widths of each step's masked network; null for [64].</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="warmup">Epochs over which the KL's weight rises from 0 to 1; 0 for none.</param>
    public static Blueprint<GaussianCode> IafVae(
        Networks networks, int flows = 2, int context = 32, ValueList<int>? flowHidden = null, Loss? loss = null, double warmup = 0) =>
        Vae(networks, loss, warmup) with
        {
            Model = "iaf-vae",
            Code = new GaussianSpec(context),
            Flows = [.. Enumerable.Range(0, flows).Select(step => new InverseAutoregressive(context, flowHidden ?? [64], Reversed: step % 2 == 1))],
        };

    private static readonly IntegerParameter IafSteps = new("flows", 2, 1, 1000, "number of flow steps");

    private static readonly IntegerParameter IafContext = new("flow_context", 32, 0, 1_000_000,
        "size of the context vector that the encoder passes to each step");

    private static readonly IntegersParameter IafHidden = new("flow_hidden", [64], "widths of the hidden layers in the network of each step");

    internal static readonly Recipe IafVaeRecipe = new()
    {
        Id = "iaf-vae",
        Family = Family.Variational,
        Summary = "Inverse autoregressive flow VAE: autoregressive steps give a posterior with correlated dimensions.",
        Objective = "-E_q0[log p(x|z_K) + log p(z_K) - log q_0(z_0|x) + sum_k sum_i log s_(k,i)], z_k = s_k z_(k-1) + (1 - s_k) m_k",
        Paper = new Paper("kingma2016", "D. P. Kingma and T. Salimans and R. Jozefowicz and X. Chen and I. Sutskever and M. Welling",
            "Improving variational inference with inverse autoregressive flow", "NIPS", 2016),
        Parameters = [IafSteps, IafContext, IafHidden, ModelParameters.Warmup],
        Create = given =>
            IafVae(given.Networks, given.Get(IafSteps), given.Get(IafContext), given.Get(IafHidden), given.Loss, given.Get(ModelParameters.Warmup)),
    };
}
