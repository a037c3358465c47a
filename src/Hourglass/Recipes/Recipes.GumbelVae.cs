using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Schedules;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly IntegerParameter GumbelClasses = new("classes", null, 2, int.MaxValue, "classes per group; must divide latent",
        "the feature maps of a spatial code, else the divisor of latent nearest to 10");

    private static readonly NumberParameter GumbelStart = new("temperature_start", 1, double.Epsilon, double.PositiveInfinity,
        "initial temperature of the relaxation");

    private static readonly NumberParameter GumbelEnd = new("temperature", 0.5, double.Epsilon, double.PositiveInfinity, "final temperature of the relaxation");

    private static readonly NumberParameter GumbelEpochs = new("anneal", 10, 0, double.PositiveInfinity, "epochs over which the temperature is annealed");

    private static readonly ChoiceParameter<DrawForm> GumbelDraws = new("draws", DrawForm.Relaxed,
        "decoder input during training: points of the simplex (relaxed), or one-hot vectors with the gradient of those points (hard)");

    /// <summary>The VAE with discrete latent variables, differentiable by the Gumbel-softmax relaxation.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="classes">Classes per group, which divide the latent size; null for about 10.</param>
    /// <param name="temperature">Temperature of the relaxation; null for 1 to 0.5 over 10 epochs.</param>
    /// <param name="hard">Whether draws are one-hot, with the relaxed draw's gradient.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="warmup">Epochs over which the KL's weight rises from 0 to 1; 0 for none.</param>
    public static Blueprint<CategoricalCode> GumbelVae(
        Networks networks,
        int? classes = null,
        Schedule? temperature = null,
        bool hard = false,
        Loss? loss = null,
        double warmup = 0)
    {
        var size = classes ?? networks.CodeMaps ?? Divisors.Nearest(networks.Latent, 10, least: 2);
        return new()
        {
            Model = "gumbel-vae",
            Networks = networks,
            Code = new CategoricalSpec(size, temperature ?? new Annealing(1, 0.5, 10), hard),
            Loss = loss ?? new Bernoulli(),
            Objective = [new Reconstruction(), new Kl { Weight = Rising(1, warmup) }],
            Prior = new UniformCategorical(size),
        };
    }

    internal static readonly Recipe GumbelVaeRecipe = new()
    {
        Id = "gumbel-vae",
        Family = Family.Quantised,
        Summary = "VAE with discrete latent variables (Gumbel-softmax): groups of classes with a prior; clusters and new data.",
        Objective = "-E_q[log p(x|z)] + KL(q(z|x) || uniform), in training z = softmax((log q + Gumbel noise) / temperature), evaluated with one-hot z",
        Paper = new Paper("jang2017", "E. Jang and S. Gu and B. Poole", "Categorical reparameterization with Gumbel-softmax", "ICLR", 2017),
        Parameters = [GumbelClasses, GumbelStart, GumbelEnd, GumbelEpochs, GumbelDraws, ModelParameters.Warmup],
        Latent = 160,
        LeastLatent = 2,
        Create = given => GumbelVae(
            given.Networks,
            given.Find(GumbelClasses),
            new Annealing(given.Get(GumbelStart), given.Get(GumbelEnd), given.Get(GumbelEpochs)),
            given.Get(GumbelDraws) == DrawForm.Hard,
            given.Loss,
            given.Get(ModelParameters.Warmup)),
    };
}
