using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Schedules;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly NumberParameter Capacity = new("capacity", 1.5, double.Epsilon, double.PositiveInfinity,
        "final KL capacity in nats per latent dimension");

    private static readonly NumberParameter CapacityEpochs = new("capacity_epochs", 10, 0, double.PositiveInfinity,
        "epochs over which the capacity rises from 0");

    private static readonly NumberParameter CapacityGamma = new("gamma", 30, double.Epsilon, double.PositiveInfinity,
        "weight of the absolute difference between KL and capacity");

    /// <summary>
    /// The VAE of controlled capacity: the KL is held at a value that rises from 0, so that the code acquires the factors of the data one by one.
    /// </summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="capacity">The final KL per latent dimension, in nats; above 0.</param>
    /// <param name="epochs">Epochs over which the capacity rises from 0.</param>
    /// <param name="gamma">The weight of |KL - capacity|; above 0.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    public static Blueprint<GaussianCode> CapacityVae(Networks networks, double capacity = 1.5, double epochs = 10, double gamma = 30,
        Loss? loss = null) => Vae(networks, loss) with
        {
            Model = "capacity-vae",
            Objective = [new Reconstruction(), new KlCapacity(new Ramp(0, capacity * networks.Latent, epochs)) { Weight = gamma }],
        };

    internal static readonly Recipe CapacityVaeRecipe = new()
    {
        Id = "capacity-vae",
        Family = Family.Variational,
        Summary = "VAE of controlled capacity: the KL is kept at a rising capacity; disentangled codes without blurred reconstructions.",
        Objective = "-E_q[log p(x|z)] + gamma * |KL(q(z|x) || N(0, I)) - C|, C rising from 0 to capacity * latent",
        Paper = new Paper("burgess2018", "C. P. Burgess and I. Higgins and A. Pal and L. Matthey and N. Watters and G. Desjardins and A. Lerchner",
            "Understanding disentangling in beta-VAE", "arXiv:1804.03599", 2018),
        Parameters = [Capacity, CapacityEpochs, CapacityGamma],
        Create = given => CapacityVae(given.Networks, given.Get(Capacity), given.Get(CapacityEpochs), given.Get(CapacityGamma), given.Loss),
    };
}
