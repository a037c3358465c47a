using Hourglass.Codes;
using Hourglass.Losses;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The sequence-to-sequence autoencoder: a recurrent encoder reads a series into one code, a recurrent decoder reconstructs it.</summary>
    /// <param name="networks">Recurrent bodies of encoder and decoder.</param>
    /// <param name="loss">The loss; null for cross-entropy on logits (for values in [0, 1]). It is summed over the real steps.</param>
    public static Blueprint<PointCode> Seq2Seq(Networks networks, Loss? loss = null) => Ae(networks, loss) with { Model = "seq2seq-ae" };

    internal static readonly Recipe Seq2SeqRecipe = new()
    {
        Id = "seq2seq-ae",
        Family = Family.Classical,
        Summary = "Sequence-to-sequence autoencoder: recurrent networks encode series of different lengths into fixed-size codes.",
        Objective = "-log p(x|z), z = f(x_1 .. x_T): cross-entropy or squared error, summed over the real steps",
        Paper = new Paper("srivastava2015", "N. Srivastava and E. Mansimov and R. Salakhutdinov", "Unsupervised learning of video representations using LSTMs",
            "ICML", 2015),
        Networks = [NetworkKind.Recurrent],
        NetworkOptions =
        [
            NetworkParameters.Network, NetworkParameters.Cell, NetworkParameters.Units, NetworkParameters.Layers, NetworkParameters.Init,
            NetworkParameters.Latent, LossParameters.Loss, NetworkParameters.Binarize,
        ],
        Latent = 32,
        Hidden = [],
        Create = given => Seq2Seq(given.Networks, given.Loss),
    };
}
