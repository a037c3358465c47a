using Hourglass.Engines.Fused.Inference;

namespace Hourglass.Engines;

/// <summary>Chooses the engine for the results of a trained model.</summary>
internal static class InferenceEngine
{
    /// <summary>Codes and reconstructions of a model.</summary>
    public static IInference For(Autoencoder model) => new FusedInference(model);

    /// <summary>Importance weights for the model's current weights; null if libtorch must compute them, or does so as fast.</summary>
    /// <param name="model">The model.</param>
    /// <param name="draws">Draws per example; at least 1.</param>
    /// <param name="key">Key of the draws.</param>
    public static IImportanceWeights? Weights(Autoencoder model, int draws, ulong key) =>
        draws >= FusedInference.FewRows && ImportanceWeights.Knows(model) ? new ImportanceWeights(model, draws, key) : null;
}
