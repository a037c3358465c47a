using Hourglass.Codes;
using Hourglass.Flows;
using Hourglass.Losses;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The Hamiltonian VAE: leapfrog steps guided by the decoder move the encoder's draws towards the true posterior.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="steps">Leapfrog steps.</param>
    /// <param name="stepSize">Their initial size.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="warmup">Epochs over which the KL's weight rises from 0 to 1; 0 for none.</param>
    public static Blueprint<GaussianCode> Hvae(Networks networks, int steps = 3, double stepSize = 0.02, Loss? loss = null, double warmup = 0) =>
        Vae(networks, loss, warmup) with { Model = "hvae", Flows = [new Hamiltonian(steps, stepSize)] };

    internal static readonly Recipe HvaeRecipe = new()
    {
        Id = "hvae",
        Family = Family.Variational,
        Summary = "Hamiltonian VAE: Hamiltonian steps along the gradients of the decoder improve each posterior sample, at several times the cost.",
        Objective = "-E[log p(x|z_K) + log p(z_K) + log N(p_K; 0, I) - log q(z_0|x) - log N(p_0; 0, I)], (z_K, p_K) by K tempered leapfrog steps",
        Paper = new Paper("caterini2018", "A. L. Caterini and A. Doucet and D. Sejdinovic", "Hamiltonian variational auto-encoder", "NIPS", 2018),
        Parameters = [.. Hamiltonian.Declared.Parameters, ModelParameters.Warmup],
        Create = given =>
        {
            var dynamics = given.Read(Hamiltonian.Declared);
            return Hvae(given.Networks, dynamics.Steps, dynamics.StepSize, given.Loss, given.Get(ModelParameters.Warmup));
        },
    };
}
