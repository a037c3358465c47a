using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Priors;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The vector-quantised autoencoder: a code is a few symbols, each an entry of a learnt codebook.</summary>
    /// <param name="networks">Bodies of encoder and decoder; a spatial convolutional code gives one symbol per position.</param>
    /// <param name="codes">Entries of the codebook.</param>
    /// <param name="codeSize">Numbers of one code, which divides the latent size; null for the feature maps of a spatial code, else about 4.</param>
    /// <param name="learning">How the entries are learnt.</param>
    /// <param name="commitment">Nats per unit square between the encoder's output and its code.</param>
    /// <param name="loss">The loss; null for cross-entropy on logits (for values in [0, 1]).</param>
    /// <param name="decay">Decay rate of the moving averages per step.</param>
    public static Blueprint<QuantizedCode> VqVae(
        Networks networks,
        int codes = 256,
        int? codeSize = null,
        CodebookLearning learning = CodebookLearning.Ema,
        double commitment = 0.25,
        Loss? loss = null,
        double decay = 0.99) =>
        Quantized("vq-vae", networks, new VectorQuantizedSpec(codeSize ?? QuantizedParameters.CodeSizeOf(networks), codes, 1, learning, decay), commitment,
            loss);

    internal static readonly Recipe VqVaeRecipe = new()
    {
        Id = "vq-vae",
        Family = Family.Quantised,
        Summary = "VQ-VAE: codes are symbols from a learnt codebook; compression, input for sequence models.",
        Objective = "-log p(x|e) + |sg(z) - e|^2 + beta * |z - sg(e)|^2, e the codebook's entry nearest to z = f(x); straight-through gradient; " +
            "moving averages instead of the second term",
        Paper = new Paper("oord2017", "A. van den Oord and O. Vinyals and K. Kavukcuoglu", "Neural discrete representation learning", "NIPS", 2017),
        Parameters = [QuantizedParameters.Codes, QuantizedParameters.CodeSize, QuantizedParameters.Codebook, QuantizedParameters.Decay,
            QuantizedParameters.Commitment],
        Latent = 64,
        Create = given => VqVae(
            given.Networks,
            given.Get(QuantizedParameters.Codes),
            given.Find(QuantizedParameters.CodeSize),
            given.Get(QuantizedParameters.Codebook),
            given.Get(QuantizedParameters.Commitment),
            given.Loss,
            given.Get(QuantizedParameters.Decay)),
    };

    private static Blueprint<QuantizedCode> Quantized(string model, Networks networks, VectorQuantizedSpec code, double commitment, Loss? loss)
    {
        var committed = new Commitment { Weight = commitment };
        return Rounded(model, networks, code, loss) with
        {
            Objective = code.Learning == CodebookLearning.Loss
                ? [new Reconstruction(), new CodebookLoss(), committed]
                : [new Reconstruction(), committed],
        };
    }

    private static Blueprint<QuantizedCode> Rounded(string model, Networks networks, QuantizedSpec code, Loss? loss) => new()
    {
        Model = model,
        Networks = networks,
        Code = code,
        Loss = loss ?? new Bernoulli(),
        Objective = [new Reconstruction()],
        Prior = new FittedCategorical(code.Symbols(networks.Latent), code.Classes),
    };
}
