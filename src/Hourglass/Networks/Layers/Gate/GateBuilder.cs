using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="Gate"/>s.</summary>
internal sealed class GateBuilder : LayerBuilder<Gate>
{
    protected override nn.Module<Tensor, Tensor> Build(Gate layer, WeightDraw draw) => new GateModule(layer.Function);
}
