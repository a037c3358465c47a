using Hourglass.Layers;
using Hourglass.Objectives;

namespace Hourglass.Training;

/// <summary>
/// Trains dense layers in turn, each as a denoising autoencoder of the output of the layers below it for clean examples
/// (Vincent et al. 2010, section 3.4). Needs dense networks, a deterministic code and a corruption.
/// </summary>
/// <param name="Epochs">Epochs per layer; at least 1.</param>
public sealed record LayerwisePretraining(int Epochs) : Phase, IOneOutput
{
    internal override bool IsClosedForm => false;

    internal override IReadOnlyList<Stage> Stages(Autoencoder model, int epochs)
    {
        var blueprint = model.Blueprint;
        if (blueprint is not { Networks: { Encoder: DenseSpec, Decoder: DenseSpec, Condition: null }, CodeKind: Codes.PointSpec, Corruption: not null })
            throw new UsageException($"The model '{What(blueprint.Model)}' is to be pretrained layer by layer, which needs unconditional dense networks, a " +
                $"deterministic code and a corruption; give {Allowed("these or omit the phase")}.");
        var modules = model.Modules;
        var encoders = DenseGroups.Of(modules.Layers.Encoder!, modules.Encoder);
        var decoders = DenseGroups.Of(modules.Layers.Decoder!, modules.Decoder);
        if (encoders.Count != decoders.Count)
            throw new UsageException($"The model '{What(blueprint.Model)}' is to be pretrained layer by layer, but its encoder has {Got(encoders.Count)} " +
                $"layers and its decoder {decoders.Count}; give {Allowed("both the same hidden layers")}.");
        return [.. Enumerable.Range(0, encoders.Count).Select(layer => new LayerStage(model, encoders, decoders, layer, Epochs))];
    }
}
