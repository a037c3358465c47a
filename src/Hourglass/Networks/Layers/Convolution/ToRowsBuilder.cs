using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="ToRows"/> layers.</summary>
internal sealed class ToRowsBuilder : LayerBuilder<ToRows>
{
    protected override nn.Module<Tensor, Tensor> Build(ToRows layer, WeightDraw draw) => nn.Flatten();
}
