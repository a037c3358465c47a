using Hourglass.Codes;
using Hourglass.Losses;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>A VAE for pictures whose reconstruction error is the perceptual measure MS-SSIM instead of a pixelwise error.</summary>
    /// <param name="networks">Bodies of encoder and decoder, for pictures.</param>
    /// <param name="rate">Nats per number of a picture that has nothing in common with its reconstruction; above 0.</param>
    /// <param name="warmup">Epochs over which the KL's weight rises from 0 to 1; 0 for none.</param>
    public static Blueprint<GaussianCode> MsSsimVae(Networks networks, double rate = 1, double warmup = 0) =>
        Vae(networks, new MsSsim(networks.Shape, rate), warmup) with { Model = "msssim-vae" };

    internal static readonly Recipe MsSsimVaeRecipe = new()
    {
        Id = "msssim-vae",
        Family = Family.Variational,
        Summary = "VAE trained on MS-SSIM, a perceptual similarity at several scales; images whose shapes matter more than exact pixels.",
        Objective = "rate * size * (1 - MS-SSIM(x, decoded z)) + KL(q(z|x) || N(0, I))",
        Paper = new Paper("snell2017", "J. Snell and K. Ridgeway and R. Liao and B. D. Roads and M. C. Mozer and R. S. Zemel",
            "Learning to generate images with perceptual similarity metrics", "ICIP", 2017),
        Data = DataDemand.Pictures,
        Parameters = [MsSsim.SimilarityRate, ModelParameters.Warmup],
        NetworkOptions = [.. NetworkParameters.All.Except([LossParameters.Loss])],
        Create = given => MsSsimVae(given.Networks, given.Get(MsSsim.SimilarityRate), given.Get(ModelParameters.Warmup)),
    };
}
