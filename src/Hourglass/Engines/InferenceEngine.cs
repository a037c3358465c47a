using Hourglass.Data;
using Hourglass.Engines.Fused.Inference;

namespace Hourglass.Engines;

/// <summary>Chooses the engine for the results of a trained model.</summary>
internal static class InferenceEngine
{
    /// <summary>Codes and reconstructions of a model.</summary>
    public static IInference For(Autoencoder model) => new FusedInference(model);

    /// <summary>Importance weights for the model's current weights; null if libtorch must compute them, or does so as fast.</summary>
    /// <param name="asked">The requested engine.</param>
    /// <param name="model">The model.</param>
    /// <param name="examples">The examples, in the units of the model.</param>
    /// <param name="draws">Draws per example; at least 1.</param>
    /// <param name="key">Key of the draws.</param>
    public static IImportanceWeights? Weights(Engine asked, Autoencoder model, Examples examples, int draws, ulong key) =>
        asked != Engine.Torch && examples.Side.Lengths is null && draws >= FusedInference.FewRows && ImportanceWeights.Knows(model)
            ? new ImportanceWeights(model, draws, key)
            : null;
}
