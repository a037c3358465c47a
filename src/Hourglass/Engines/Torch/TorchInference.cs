using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Engines.Torch;

/// <summary>Encodes, decodes and reconstructs by libtorch, which computes every model.</summary>
internal sealed class TorchInference(Autoencoder model) : IInference
{
    /// <inheritdoc/>
    public RowComputation Encode(Examples examples) => TensorRows.Of(examples, model.Latent, model.Locate);

    /// <inheritdoc/>
    public RowComputation Decode(float[,] codes, float[,]? conditions, ulong? draws)
    {
        var random = draws is { } seed ? Randomness.Generator(seed, RandomPurpose.Observation) : null;
        return new TensorRows(codes.GetLength(0), model.Shape.Size, (first, count) =>
        {
            var (latent, condition) = (Rows(codes, first, count), conditions is null ? null : Rows(conditions, first, count));
            return random is null
                ? model.Blueprint.Loss.Mean(model.Modules.Decode(latent, condition))
                : model.Modules.Sample(latent, condition, model.Blueprint.Loss, random);
        }, random);
    }

    /// <inheritdoc/>
    public RowComputation Reconstruct(Examples examples) => TensorRows.Of(examples, model.Shape.Size,
        batch => model.Blueprint.Loss.Mean(model.Modules.Decode(model.Locate(batch), model.Modules.ConditionOf(batch))));

    private static Tensor Rows(float[,] all, int first, int count) => tensor(RowChunks.Of(all, first, count).ToArray(), [count, all.GetLength(1)]);
}
