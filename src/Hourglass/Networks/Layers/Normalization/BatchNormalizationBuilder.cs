using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="BatchNormalization"/> layers.</summary>
internal sealed class BatchNormalizationBuilder : LayerBuilder<BatchNormalization>
{
    protected override nn.Module<Tensor, Tensor> Build(BatchNormalization layer, WeightDraw draw) => new BatchNormalizationModule(layer.Shape.Channels);
}
