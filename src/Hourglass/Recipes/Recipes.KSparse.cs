using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly IntegerParameter KeptUnits = new("k", null, 1, int.MaxValue, "number of code units kept per example",
        "an eighth of the latent size");

    private static readonly NumberParameter KeptFactor = KSparseSpec.Declared.Of<NumberParameter>(nameof(KSparseSpec.Alpha));

    /// <summary>The k-sparse autoencoder: only the k largest numbers of each linear code are kept.</summary>
    /// <param name="networks">Bodies of encoder and decoder; one linear layer (hidden: []) in the paper.</param>
    /// <param name="k">Number kept in training; 1 to the latent size.</param>
    /// <param name="alpha">After training, alpha * k are kept; at least 1.</param>
    /// <param name="loss">The loss; null for cross-entropy on logits (for values in [0, 1]).</param>
    public static Blueprint<PointCode> KSparse(Networks networks, int k, double alpha = 1, Loss? loss = null) =>
        Ae(networks, loss) with { Model = "k-sparse-ae", Code = new KSparseSpec(k, alpha) };

    internal static readonly Recipe KSparseRecipe = new()
    {
        Id = "k-sparse-ae",
        Family = Family.Classical,
        Summary = "k-sparse autoencoder: exactly k code units are active; sparse features without a penalty to tune.",
        Objective = "-log p(x|z), z = the k largest numbers of f(x), the others 0",
        Paper = new Paper("makhzani2014", "A. Makhzani and B. Frey", "k-sparse autoencoders", "ICLR", 2014),
        Parameters = [KeptUnits, KeptFactor],
        Latent = 128,
        Hidden = [],
        Create = given =>
        {
            var networks = given.Networks;
            return KSparse(networks, given.Find(KeptUnits) ?? Math.Max(1, networks.Latent / 8), given.Get(KeptFactor), given.Loss);
        },
    };
}
