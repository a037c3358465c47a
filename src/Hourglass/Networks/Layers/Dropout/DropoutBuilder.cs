using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="Dropout"/> layers.</summary>
internal sealed class DropoutBuilder : LayerBuilder<Dropout>
{
    protected override nn.Module<Tensor, Tensor> Build(Dropout layer, WeightDraw draw) => new DropoutModule(layer.Probability);
}
