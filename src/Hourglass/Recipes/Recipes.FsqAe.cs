using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Numerics;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The autoencoder with finite scalar quantisation: the code's numbers are rounded to a few levels, without a codebook.</summary>
    /// <param name="networks">Bodies of encoder and decoder; a spatial convolutional code gives one or more symbols per position.</param>
    /// <param name="levels">Levels of each number of a code; their count divides the latent size. null for [8, 5, 5, 5] or a prefix of it that fits.</param>
    /// <param name="loss">The loss; null for cross-entropy on logits (for values in [0, 1]).</param>
    public static Blueprint<QuantizedCode> FsqAe(Networks networks, ValueList<int>? levels = null, Loss? loss = null) =>
        Rounded("fsq-ae", networks, new ScalarQuantizedSpec(levels ?? QuantizedParameters.LevelsOf(networks)), loss);

    internal static readonly Recipe FsqAeRecipe = new()
    {
        Id = "fsq-ae",
        Family = Family.Quantised,
        Summary = "Finite scalar quantisation: rounds each code dimension to a few levels; symbols without codebook collapse.",
        Objective = "-log p(x|e), e = round(bounded f(x)); straight-through gradient",
        Paper = new Paper("mentzer2024", "F. Mentzer and D. Minnen and E. Agustsson and M. Tschannen", "Finite scalar quantization: VQ-VAE made simple", "ICLR",
            2024),
        Parameters = [QuantizedParameters.Levels],
        Latent = 64,
        Create = given => FsqAe(given.Networks, given.Get(QuantizedParameters.Levels), given.Loss),
    };
}
