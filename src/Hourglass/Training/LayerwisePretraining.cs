using Hourglass.Layers;
using Hourglass.Objectives;

namespace Hourglass.Training;

/// <summary>
/// Trains dense layers one after the other, each as a denoising autoencoder of what the layers below it give for clean examples
/// (Vincent et al. 2010, section 3.4). Needs dense networks, a deterministic code and a corruption.
/// </summary>
/// <param name="Epochs">Epochs a layer; at least 1.</param>
public sealed record LayerwisePretraining(int Epochs) : Phase
{
    internal override bool IsClosedForm => false;

    internal override IReadOnlyList<Stage> Stages(Autoencoder model, int epochs)
    {
        var blueprint = model.Blueprint;
        if (blueprint is not { Networks: { Encoder: DenseSpec, Decoder: DenseSpec, Condition: null }, CodeKind: Codes.PointSpec, Corruption: not null })
            throw new UsageException($"The model '{blueprint.Model}' is to be pretrained layer by layer, which takes dense networks that are told nothing, a deterministic code and a corruption; give these or leave the phase out.");
        var modules = model.Modules;
        var encoders = DenseGroups.Of(modules.Layers.Encoder!, modules.Encoder);
        var decoders = DenseGroups.Of(modules.Layers.Decoder!, modules.Decoder);
        if (encoders.Count != decoders.Count)
            throw new UsageException($"The model '{blueprint.Model}' is to be pretrained layer by layer, but its encoder has {encoders.Count} layers and its decoder {decoders.Count}; give both the same hidden layers.");
        return [.. Enumerable.Range(0, encoders.Count).Select(layer => new LayerStage(model, encoders, decoders, layer, Epochs))];
    }
}
