using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="TransposedConvolution"/>s.</summary>
internal sealed class TransposedConvolutionBuilder : LayerBuilder<TransposedConvolution>
{
    protected override nn.Module<Tensor, Tensor> Build(TransposedConvolution layer, WeightDraw draw)
    {
        var module = new TransposedConvolutionModule(layer);
        var places = layer.Kernel * layer.Kernel;
        draw.Draw(module.Weight, module.Bias, fanIn: layer.From.Channels * places, fanOut: layer.To.Channels * places);
        return module;
    }
}
