using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Numerics;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The autoencoder with tied weights: the decoder uses the encoder's weights, transposed, and its own biases.</summary>
    /// <param name="shape">The shape of one example.</param>
    /// <param name="hidden">Widths from the input towards the code; empty for one layer.</param>
    /// <param name="latent">Dimensions of the latent space; 1 to shape.Size.</param>
    /// <param name="loss">The loss; null for cross-entropy on logits (for values in [0, 1]).</param>
    /// <param name="activation">Non-linearity of the hidden layers.</param>
    /// <param name="codeActivation">Applied to the code.</param>
    public static Blueprint<PointCode> Tied(
        DataShape shape,
        ValueList<int> hidden,
        int latent,
        Loss? loss = null,
        Activation activation = Activation.Relu,
        Activation codeActivation = Activation.Linear) => Tied(Networks.Dense(shape, hidden, latent, activation), loss, codeActivation);

    private static Blueprint<PointCode> Tied(Networks networks, Loss? loss, Activation codeActivation)
    {
        var encoder = (DenseSpec)networks.Encoder;
        return Ae(networks with { Decoder = new TiedSpec(encoder.Hidden, encoder.Activation) }, loss, codeActivation) with { Model = "tied-ae" };
    }

    internal static readonly Recipe TiedRecipe = new()
    {
        Id = "tied-ae",
        Family = Family.Classical,
        Summary = "Tied weights: the decoder uses the transposed encoder weights, which halves the parameters; features and maps from little data.",
        Objective = "-log p(x|z), z = f(Wx + b), and the decoder W'z + c",
        Paper = new Paper("bengio2007", "Y. Bengio and P. Lamblin and D. Popovici and H. Larochelle", "Greedy layer-wise training of deep networks", "NIPS",
            2007),
        Networks = [NetworkKind.Dense],
        NetworkOptions =
        [
            NetworkParameters.Network, NetworkParameters.Hidden, NetworkParameters.Activation, NetworkParameters.Init, NetworkParameters.Latent,
            LossParameters.Loss, NetworkParameters.Binarize,
        ],
        Parameters = [ModelParameters.CodeActivation],
        Latent = 32,
        Create = given => Tied(given.Networks, given.Loss, given.Get(ModelParameters.CodeActivation)),
    };
}
