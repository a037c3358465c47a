using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="Convolution"/>s.</summary>
internal sealed class ConvolutionBuilder : LayerBuilder<Convolution>
{
    protected override nn.Module<Tensor, Tensor> Build(Convolution layer, WeightDraw draw)
    {
        var (inputs, outputs, kernel) = (layer.From.Channels, layer.To.Channels, layer.Kernel);
        var module = nn.Conv2d(inputs, outputs, kernel, stride: layer.Stride, padding: kernel / 2, bias: layer.HasBias, dtype: ScalarType.Float32);
        draw.Draw(module.weight!, module.bias, fanIn: inputs * kernel * kernel, fanOut: outputs * kernel * kernel);
        return module;
    }
}
