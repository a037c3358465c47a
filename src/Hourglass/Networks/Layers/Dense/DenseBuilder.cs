using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="Dense"/> layers.</summary>
internal sealed class DenseBuilder : LayerBuilder<Dense>
{
    protected override nn.Module<Tensor, Tensor> Build(Dense layer, WeightDraw draw)
    {
        var module = nn.Linear(layer.Inputs, layer.Outputs, layer.HasBias, dtype: ScalarType.Float32);
        draw.Draw(module.weight!, module.bias, fanIn: layer.Inputs, fanOut: layer.FanOut);
        return module;
    }
}
