using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Objectives;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>The sparse autoencoder: an L1 penalty makes most units of a non-negative code inactive for most examples.</summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="rate">Nats per unit of activity; above 0.</param>
    /// <param name="loss">The loss; null for cross-entropy on logits (for values in [0, 1]).</param>
    /// <param name="codeActivation">Applied to the code.</param>
    public static Blueprint<PointCode> Sparse(Networks networks, double rate = 0.3, Loss? loss = null, Activation codeActivation = Activation.Relu) =>
        Ae(networks, loss, codeActivation) with { Model = "sparse-ae", Objective = [new Reconstruction(), new Sparsity(rate)] };

    internal static readonly Recipe SparseRecipe = new()
    {
        Id = "sparse-ae",
        Family = Family.Classical,
        Summary = "Sparse autoencoder: an L1 penalty keeps most code units inactive; interpretable features.",
        Objective = "-log p(x|z) + rate * sum |z|",
        Paper = new Paper("olshausen1996", "B. A. Olshausen and D. J. Field",
            "Emergence of simple-cell receptive field properties by learning a sparse code for natural images", "Nature 381", 1996),
        Parameters = [ModelParameters.Sparsity, ModelParameters.SparseCodeActivation],
        Latent = 64,
        Hidden = [],
        Create = given => Sparse(given.Networks, given.Get(ModelParameters.Sparsity), given.Loss, given.Get(ModelParameters.SparseCodeActivation)),
    };
}
