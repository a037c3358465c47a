using Hourglass.Codes;
using Hourglass.Flows;
using Hourglass.Losses;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The Riemannian Hamiltonian VAE: leapfrog steps in a latent space with a metric that is learnt from some training examples.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="dynamics">Steps and metric; null for the defaults.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="warmup">Epochs over which the KL's weight rises from 0 to 1; 0 for none.</param>
    public static Blueprint<GaussianCode> Rhvae(Networks networks, RiemannianHamiltonian? dynamics = null, Loss? loss = null, double warmup = 0) =>
        Vae(networks, loss, warmup) with { Model = "rhvae", Flows = [dynamics ?? new RiemannianHamiltonian()] };

    private static readonly RiemannianHamiltonian Dynamics = new();

    private static readonly NumberParameter GeodesicSize = ModelParameters.LeapfrogSize with { Default = Dynamics.StepSize };

    private static readonly IntegerParameter FixedPointSteps = new("fixed_point_steps", Dynamics.FixedPointSteps, 1, 1000,
        "fixed-point iterations for each implicit equation of a step");

    private static readonly IntegerParameter Anchors = new("anchors", Dynamics.Anchors, 1, 1_000_000,
        "number of training examples used as anchors of the metric");

    private static readonly NumberParameter MetricTemperature = new("temperature", Dynamics.Temperature, double.Epsilon, double.PositiveInfinity,
        "length scale of an anchor in the latent space");

    private static readonly NumberParameter MetricFloor = new("metric_floor", Dynamics.Floor, double.Epsilon, double.PositiveInfinity,
        "value of the inverse metric far from all anchors");

    private static readonly IntegersParameter MetricHidden = new("metric_hidden", [128], "widths of the hidden layers in the metric network");

    internal static readonly Recipe RhvaeRecipe = new()
    {
        Id = "rhvae",
        Family = Family.Variational,
        Summary = "Riemannian Hamiltonian VAE: learns a metric of its latent space; for studying its geometry, slow to train.",
        Objective = "-E[log p(x|z_K) + log p(z_K) + log N(p_K; 0, G(z_K)) - log q(z_0|x) - log N(p_0; " +
            "0, G(z_0))], G^-1(z) = sum_i L_i L_i' exp(-|z - c_i|^2 / T^2) + floor I",
        Paper = new Paper("chadebec2020", "C. Chadebec and C. Mantoux and S. Allassonniere", "Geometry-aware Hamiltonian variational auto-encoder",
            "arXiv:2010.11518", 2020),
        Parameters = [ModelParameters.Leapfrogs, GeodesicSize, FixedPointSteps, Anchors, MetricTemperature, MetricFloor, MetricHidden, ModelParameters.Warmup],
        Create = given => Rhvae(
            given.Networks,
            new RiemannianHamiltonian(
                given.Get(ModelParameters.Leapfrogs),
                given.Get(GeodesicSize),
                given.Get(FixedPointSteps),
                given.Get(Anchors),
                given.Get(MetricTemperature),
                given.Get(MetricFloor),
                given.Get(MetricHidden)),
            given.Loss,
            given.Get(ModelParameters.Warmup)),
    };
}
