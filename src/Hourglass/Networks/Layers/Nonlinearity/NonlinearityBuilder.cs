using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="Nonlinearity"/> layers.</summary>
internal sealed class NonlinearityBuilder : LayerBuilder<Nonlinearity>
{
    protected override nn.Module<Tensor, Tensor> Build(Nonlinearity layer, WeightDraw draw) => layer.Function.ToLayer();
}
