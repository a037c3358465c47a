using Hourglass.Codes;
using Hourglass.Corruptions;
using Hourglass.Losses;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The denoising autoencoder: the input is a corrupted example, the target is the clean one.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="corruption">The corruption of the input.</param>
    /// <param name="loss">The loss; null for cross-entropy on logits (for values in [0, 1]).</param>
    public static Blueprint<PointCode> Denoising(Networks networks, Corruption corruption, Loss? loss = null) =>
        Ae(networks, loss) with { Model = "dae", Corruption = corruption };

    internal static readonly Recipe DenoisingRecipe = new()
    {
        Id = "dae",
        Family = Family.Classical,
        Summary = "Denoising autoencoder: learns to repair damaged examples; denoising and robust features.",
        Objective = "-log p(x|z), z = f(corrupted x): the target is the clean example",
        Paper = new Paper("vincent2008", "P. Vincent and H. Larochelle and Y. Bengio and P.-A. Manzagol",
            "Extracting and composing robust features with denoising autoencoders", "ICML", 2008),
        Parameters = [ModelParameters.Noise, ModelParameters.NoiseLevel, ModelParameters.CodeActivation],
        Latent = 32,
        Create = given => AeRecipe.Create(given) with { Model = "dae", Corruption = ReadCorruption(given) },
    };

    private static Corruption ReadCorruption(RecipeSettings given)
    {
        var level = given.Get(ModelParameters.NoiseLevel);
        var noise = given.Get(ModelParameters.Noise);
        if (noise != NoiseKind.Gaussian && level >= 1)
            throw new UsageException($"{What("noise_level")} is {Got(level)}, but {noise.ToString().ToLowerInvariant()} noise takes " +
                $"the fraction of the features to corrupt; give {Allowed("a number below 1, such as 0.3")}.");
        return noise switch
        {
            NoiseKind.Masking => new Masking(level),
            NoiseKind.Salt => new SaltAndPepper(level),
            _ => new GaussianNoise(level, Clip: given.Data.InUnitInterval),
        };
    }
}
