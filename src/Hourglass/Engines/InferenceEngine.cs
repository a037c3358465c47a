using Hourglass.Data;
using Hourglass.Engines.Fused.Inference;
using Hourglass.Engines.Torch;
using Hourglass.Passes;

namespace Hourglass.Engines;

/// <summary>Chooses the engine for the results of a trained model: the fused engine if it supports the model and there are many rows, else libtorch.</summary>
internal sealed class InferenceEngine(Autoencoder model)
{
    private readonly FusedInference fused = new(model);
    private readonly TorchInference torch = new(model);

    /// <inheritdoc cref="IInference.Encode"/>
    public RowComputation Encode(Examples examples, Engine asked = Engine.Auto) =>
        (asked == Engine.Torch ? null : fused.Encode(examples)) ?? torch.Encode(examples);

    /// <inheritdoc cref="IInference.Decode"/>
    public RowComputation Decode(float[,] codes, float[,]? conditions, ulong? draws) =>
        fused.Decode(codes, conditions, draws) ?? torch.Decode(codes, conditions, draws);

    /// <inheritdoc cref="IInference.Reconstruct"/>
    public RowComputation Reconstruct(Examples examples, Engine asked = Engine.Auto) =>
        (asked == Engine.Torch ? null : fused.Reconstruct(examples)) ?? torch.Reconstruct(examples);

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
