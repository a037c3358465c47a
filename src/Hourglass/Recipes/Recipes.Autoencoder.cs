using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Priors;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The autoencoder: encodes to a point, decodes and compares. Linear, deep or convolutional, depending on its networks.</summary>
    /// <param name="networks">Bodies of encoder and decoder; one linear layer (hidden: []) gives the linear autoencoder.</param>
    /// <param name="loss">The loss; null for cross-entropy on logits (for values in [0, 1]).</param>
    /// <param name="codeActivation">Applied to the code.</param>
    public static Blueprint<PointCode> Ae(Networks networks, Loss? loss = null, Activation codeActivation = Activation.Linear) => new()
    {
        Model = "ae",
        Networks = networks,
        Code = new PointSpec(codeActivation),
        Loss = loss ?? new Bernoulli(),
        Objective = [new Reconstruction()],
        Prior = new FittedNormal(),
    };

    internal static readonly Recipe AeRecipe = new()
    {
        Id = "ae",
        Family = Family.Classical,
        Summary = "Autoencoder, linear, deep or convolutional: compresses each example to a code and reconstructs it; maps and features.",
        Objective = "-log p(x|z), z = f(x): cross-entropy or squared error of the reconstruction",
        Paper = new Paper("rumelhart1986", "D. E. Rumelhart and G. E. Hinton and R. J. Williams", "Learning internal representations by error propagation",
            "Parallel Distributed Processing 1, MIT Press", 1986),
        Parameters = [ModelParameters.CodeActivation],
        Latent = 32,
        Create = given => Ae(given.Networks, given.Loss, given.Get(ModelParameters.CodeActivation)),
    };
}
