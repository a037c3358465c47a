using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="MaxPooling"/> layers.</summary>
internal sealed class MaxPoolingBuilder : LayerBuilder<MaxPooling>
{
    protected override nn.Module<Tensor, Tensor> Build(MaxPooling layer, WeightDraw draw) => nn.MaxPool2d(2, ceil_mode: true);
}
