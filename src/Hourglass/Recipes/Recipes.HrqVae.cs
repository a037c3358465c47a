using Hourglass.Codes;
using Hourglass.Losses;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>
    /// The hierarchical residual-quantised autoencoder: every codebook encodes the residual of the previous ones. Each step has its own codebook, whereas
    /// Lee et al. share one among all steps, and entries are moving averages of the outputs assigned to them unless <paramref name="learning"/> is the loss.
    /// </summary>
    /// <param name="networks">Bodies of encoder and decoder; a spatial convolutional code gives one path of symbols per position.</param>
    /// <param name="codes">Entries of each codebook.</param>
    /// <param name="depth">Number of codebooks.</param>
    /// <param name="codeSize">Numbers of one code, which divides the latent size; null for the feature maps of a spatial code, else about 4.</param>
    /// <param name="learning">How the entries are learnt.</param>
    /// <param name="commitment">Nats per unit square between the encoder's output and each stage of its code.</param>
    /// <param name="loss">The loss; null for cross-entropy on logits (for values in [0, 1]).</param>
    /// <param name="decay">Decay rate of the moving averages per step.</param>
    public static Blueprint<QuantizedCode> HrqVae(
        Networks networks,
        int codes = 64,
        int depth = 3,
        int? codeSize = null,
        CodebookLearning learning = CodebookLearning.Ema,
        double commitment = 0.25,
        Loss? loss = null,
        double decay = 0.99) =>
        Quantized("hrq-vae", networks, new VectorQuantizedSpec(codeSize ?? QuantizedParameters.CodeSizeOf(networks), codes, depth, learning, decay), commitment,
            loss);

    internal static readonly Recipe HrqVaeRecipe = new()
    {
        Id = "hrq-vae",
        Family = Family.Quantised,
        Summary = "Hierarchical residual quantisation: each codebook quantises the residual of the previous one; coarse-to-fine symbols.",
        Objective = "-log p(x|e) + sum over d of |sg(z) - e_d|^2 + beta * |z - sg(e_d)|^2, e_d the sum of the entries chosen from the first d codebooks; " +
            "moving averages instead of the second term; each step has its own codebook, whereas the paper shares one",
        Paper = new Paper("lee2022", "D. Lee and C. Kim and S. Kim and M. Cho and W.-S. Han", "Autoregressive image generation using residual quantization",
            "CVPR", 2022),
        Parameters = [QuantizedParameters.CodesOfEach, QuantizedParameters.Depth, QuantizedParameters.CodeSize, QuantizedParameters.Codebook,
            QuantizedParameters.Decay, QuantizedParameters.Commitment],
        Latent = 64,
        Create = given => HrqVae(
            given.Networks,
            given.Get(QuantizedParameters.CodesOfEach),
            given.Get(QuantizedParameters.Depth),
            given.Find(QuantizedParameters.CodeSize),
            given.Get(QuantizedParameters.Codebook),
            given.Get(QuantizedParameters.Commitment),
            given.Loss,
            given.Get(QuantizedParameters.Decay)),
    };
}
