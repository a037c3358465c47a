using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="ToPictures"/> layers.</summary>
internal sealed class ToPicturesBuilder : LayerBuilder<ToPictures>
{
    protected override nn.Module<Tensor, Tensor> Build(ToPictures layer, WeightDraw draw) => new ToPicturesModule(layer.Shape);
}
