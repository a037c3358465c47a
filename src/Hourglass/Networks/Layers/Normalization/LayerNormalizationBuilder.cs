using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="LayerNormalization"/> layers.</summary>
internal sealed class LayerNormalizationBuilder : LayerBuilder<LayerNormalization>
{
    protected override nn.Module<Tensor, Tensor> Build(LayerNormalization layer, WeightDraw draw) => new LayerNormalizationModule(layer.Shape.Channels);
}
