using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly NumberParameter ContractionRate = new("lambda", 0.1, double.Epsilon, double.PositiveInfinity,
        "penalty in nats per unit of the squared Jacobian norm of the encoder");

    // The paper's sigmoid learns much more slowly: three times the error after a few epochs on MNIST.
    private static readonly ChoiceParameter<Activation> ContractiveCodeActivation = ModelParameters.CodeActivation with { Default = Activation.Softplus };

    /// <summary>The contractive autoencoder: a penalty on the encoder's Jacobian makes codes insensitive to small changes of the input.</summary>
    /// <param name="networks">Bodies of encoder and decoder; for one dense layer (hidden: []) the penalty is exact, else estimated.</param>
    /// <param name="lambda">Nats per unit of the Jacobian's squared norm; above 0.</param>
    /// <param name="loss">The loss; null for cross-entropy on logits (for values in [0, 1]).</param>
    /// <param name="codeActivation">Applied to the code; the paper's is the sigmoid.</param>
    public static Blueprint<PointCode> Contractive(Networks networks, double lambda = 0.1, Loss? loss = null,
        Activation codeActivation = Activation.Softplus) =>
        Ae(networks, loss, codeActivation) with { Model = "contractive-ae", Objective = [new Reconstruction(), new Contraction(lambda)] };

    internal static readonly Recipe ContractiveRecipe = new()
    {
        Id = "contractive-ae",
        Family = Family.Classical,
        Summary = "Contractive autoencoder: codes insensitive to small input changes; robust features.",
        Objective = "-log p(x|z) + lambda * ||dz/dx||_F^2",
        Paper = new Paper("rifai2011", "S. Rifai and P. Vincent and X. Muller and X. Glorot and Y. Bengio",
            "Contractive auto-encoders: explicit invariance during feature extraction", "ICML", 2011),
        Parameters = [ContractionRate, ContractiveCodeActivation],
        Latent = 64,
        Hidden = [],
        Create = given => Contractive(given.Networks, given.Get(ContractionRate), given.Loss, given.Get(ContractiveCodeActivation)),
    };
}
