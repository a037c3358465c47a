using Hourglass.Codes;
using Hourglass.Flows;
using Hourglass.Losses;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The Riemannian Hamiltonian VAE: leapfrog steps in a latent space with a metric that is learnt from some training examples.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="dynamics">Steps and metric; null for the defaults.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="warmup">Epochs over which the KL's weight rises from 0 to 1; 0 for none.</param>
    public static Blueprint<GaussianCode> Rhvae(Networks networks, RiemannianHamiltonian? dynamics = null, Loss? loss = null, double warmup = 0) =>
        Vae(networks, loss, warmup) with { Model = "rhvae", Flows = [dynamics ?? RiemannianHamiltonian.Declared.Defaults] };

    internal static readonly Recipe RhvaeRecipe = new()
    {
        Id = "rhvae",
        Family = Family.Variational,
        Summary = "Riemannian Hamiltonian VAE: learns a metric of its latent space; for studying its geometry, slow to train.",
        Objective = "-E[log p(x|z_K) + log p(z_K) + log N(p_K; 0, G(z_K)) - log q(z_0|x) - log N(p_0; " +
            "0, G(z_0))], G^-1(z) = sum_i L_i L_i' exp(-|z - c_i|^2 / T^2) + floor I",
        Paper = new Paper("chadebec2020", "C. Chadebec and C. Mantoux and S. Allassonniere", "Geometry-aware Hamiltonian variational auto-encoder",
            "arXiv:2010.11518", 2020),
        Parameters = [.. RiemannianHamiltonian.Declared.Parameters, ModelParameters.Warmup],
        Create = given => Rhvae(given.Networks, given.Read(RiemannianHamiltonian.Declared), given.Loss, given.Get(ModelParameters.Warmup)),
    };
}
