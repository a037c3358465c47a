using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The VAE with two stochastic layers: its prior over z is a second VAE over z'.</summary>
    /// <param name="networks">Bodies of encoder and decoder, which connect data and z.</param>
    /// <param name="upper">Dimensions of z'; at least 1.</param>
    /// <param name="upperHidden">Widths of the dense layers between z and z'; null for [64].</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="warmup">Epochs over which the KL's weight rises from 0 to 1; 0 for none.</param>
    /// <param name="groups">Bounds per example, which are averaged; at least 1.</param>
    /// <param name="samples">Pairs (z, z') in each bound, which is importance-weighted for 2 or more; at least 1.</param>
    public static Blueprint<GaussianCode> TwoLayerVae(
        Networks networks, int upper = 8, ValueList<int>? upperHidden = null, Loss? loss = null, double warmup = 0, int groups = 1, int samples = 1)
    {
        if (groups * samples > 1 && warmup > 0)
            throw new UsageException($"{What("warmup")} is {Got(warmup)}, and a bound over several draws has no KL of its own whose weight could rise; " +
                $"{Allowed("omit warmup, or groups and samples")}.");
        var standard = Vae(networks, loss, warmup) with { Model = "two-layer-vae", Prior = new TwoLayer(upper, upperHidden ?? [64]) };
        return groups * samples == 1 ? standard : standard with { Particles = groups * samples, Objective = [new ImportanceWeightedBound(samples)] };
    }

    private static readonly IntegerParameter TwoLayerGroups = BoundParameters.Groups with { Default = 1 };

    private static readonly IntegerParameter TwoLayerSamples = BoundParameters.Samples with
    {
        Default = 1,
        Meaning = "K: pairs of latent samples per bound; importance-weighted if above 1"
    };

    internal static readonly Recipe TwoLayerVaeRecipe = new()
    {
        Id = "two-layer-vae",
        Family = Family.Variational,
        Summary = "VAE with two stochastic layers: the prior is itself a latent variable model, which makes it flexible; new data.",
        Objective = "-E_q[log p(x|z) + log p(z|z') + log p(z') - log q(z'|z) - log q(z|x)]; " +
            "with samples=K the bound -E_q[log (1/K) sum_k w_k] of these weights",
        Paper = new Paper("burda2016", "Y. Burda and R. Grosse and R. Salakhutdinov", "Importance weighted autoencoders", "ICLR", 2016),
        Parameters = [ModelParameters.UpperLatent, ModelParameters.UpperHidden, ModelParameters.Warmup, TwoLayerGroups, TwoLayerSamples],
        Create = given => TwoLayerVae(
            given.Networks,
            given.Get(ModelParameters.UpperLatent),
            given.Get(ModelParameters.UpperHidden),
            given.Loss,
            given.Get(ModelParameters.Warmup),
            given.Get(TwoLayerGroups),
            given.Get(TwoLayerSamples)),
    };
}
