using Hourglass.Data;
using Hourglass.Preparation;
using Hourglass.Training;

namespace Hourglass.Evaluation;

/// <summary>Principal components with as many dimensions as a model's codes: what a model must beat.</summary>
public static class PcaReference
{
    /// <summary>Whether there is a reference: the model is not PCA itself, the examples are not series of different lengths or too wide, and codes are not wider than they.</summary>
    /// <param name="model">The model.</param>
    /// <param name="train">The training examples.</param>
    public static bool Fits(Autoencoder model, Examples train) =>
        model.Blueprint.Phases is not [PrincipalComponents] && model.Latent <= model.Shape.Size && Fits(train);

    /// <summary>Whether components can be had of these examples: there are two and more, and they are not series of different lengths or too wide.</summary>
    internal static bool Fits(Examples train) => train.Shape.Size <= PrincipalComponents.LargestSize && train is { Count: > 1, Side.Lengths: null };

    /// <summary>Fits it to training examples, in the model's units. It is the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="train">The training examples, as the data source gives them.</param>
    public static Autoencoder Fit(Autoencoder model, Examples train) => FitPrepared(model, model.Preparation.Scaled(train));

    /// <summary>The same for examples that are prepared already.</summary>
    internal static Autoencoder FitPrepared(Autoencoder model, Examples prepared)
    {
        using var trainer = new Trainer(Recipes.Pca(model.Shape, Math.Min(model.Latent, model.Shape.Size)), prepared, DataPreparation.None, new TrainingOptions());
        trainer.Run();
        trainer.Model.Preparation = model.Preparation;
        return trainer.Model;
    }
}
