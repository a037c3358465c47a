using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="Lstm"/> layers.</summary>
internal sealed class LstmBuilder : LayerBuilder<Lstm>
{
    protected override nn.Module<Tensor, Tensor> Build(Lstm layer, WeightDraw draw) => new LstmModule(layer, draw);
}
