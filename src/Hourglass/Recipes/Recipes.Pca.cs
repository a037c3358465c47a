using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Training;

namespace Hourglass;

public static partial class Recipes
{
    /// <summary>Principal component analysis as a linear autoencoder whose weights are set exactly, not learnt.</summary>
    public static Blueprint<PointCode> Pca(DataShape shape, int components) => new()
    {
        Model = "pca",
        Networks = Networks.Dense(shape, hidden: [], components),
        Code = new PointSpec(),
        Loss = new Gaussian(),
        Objective = [new Reconstruction()],
        Prior = new FittedNormal(),
        Phases = [new PrincipalComponents()],
    };

    internal static readonly Recipe PcaRecipe = new()
    {
        Id = "pca",
        Family = Family.Baseline,
        Summary = "Principal components, computed exactly: the linear baseline for every other model.",
        Objective = "minimise |x - W'W(x - mean) - mean|^2 over orthonormal W; solved by the covariance's eigenvectors",
        Paper = new Paper("pearson1901", "K. Pearson", "On lines and planes of closest fit to systems of points in space", "Philosophical Magazine", 1901),
        Networks = [NetworkKind.Dense],
        NetworkOptions = [NetworkParameters.Latent, NetworkParameters.Binarize],
        TrainingOptions = [TrainingParameters.Seed, TrainingParameters.Validation],
        Latent = 32,
        Create = given => Pca(given.Data.Shape, given.Latent),
    };
}
