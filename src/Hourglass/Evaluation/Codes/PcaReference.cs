using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Training;

namespace Hourglass.Evaluation;

/// <summary>Principal components with as many dimensions as a model's codes: the baseline that a model should beat.</summary>
public static class PcaReference
{
    /// <summary>
    /// Whether there is a baseline: the model is not PCA itself, the examples are neither series of different lengths nor too wide, and codes are not wider
    /// than examples.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="train">The training examples.</param>
    public static bool Fits(Autoencoder model, Examples train) =>
        model.Blueprint.Phases is not [PrincipalComponents] && model.Latent <= model.Shape.Size && Fits(train);

    /// <summary>Whether these examples have components: there are at least two, and they are neither series of different lengths nor too wide.</summary>
    internal static bool Fits(Examples train) => train.Shape.Size <= PrincipalComponents.LargestSize && train is { Count: > 1, Side.Lengths: null };

    /// <summary>
    /// Fits the components to training examples as the model reads them: scaled, and binary if it was trained with a fixed binarisation. The caller owns
    /// the result, which prepares examples in the same way.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="train">The training examples, in the units of the data source.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the fit and discards it.</param>
    public static Autoencoder Fit(Autoencoder model, Examples train, Action<RowsDone>? report = null, CancellationToken cancellation = default) =>
        FitPrepared(model, model.Preparation.Apply(train), new WorkControl("", report, cancellation));

    /// <summary>The same for examples that are already prepared.</summary>
    internal static Autoencoder FitPrepared(Autoencoder model, Examples prepared, WorkControl control = default)
    {
        const ulong Seed = 1;

        // A fixed binarisation leaves the prepared examples as they are; the result needs it for other examples.
        var blueprint = Recipes.Pca(model.Shape, Math.Min(model.Latent, model.Shape.Size)) with
        {
            Binarization = model.Blueprint.Binarization == Binarization.Static ? Binarization.Static : Binarization.None,
        };
        var reference = blueprint.BuildForTraining(Seed);
        try
        {
            PrincipalComponents.Fit(reference, prepared, control.For("principal components"));
            PriorFit.Apply(reference, prepared, Seed);
            reference.Preparation = model.Preparation;
            return reference;
        }
        catch
        {
            reference.Dispose();
            throw;
        }
    }
}
