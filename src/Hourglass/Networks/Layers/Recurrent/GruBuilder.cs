using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="Gru"/> layers.</summary>
internal sealed class GruBuilder : LayerBuilder<Gru>
{
    protected override nn.Module<Tensor, Tensor> Build(Gru layer, WeightDraw draw) => new GruModule(layer, draw);
}
