using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="HideColumns"/> layers.</summary>
internal sealed class HideColumnsBuilder : LayerBuilder<HideColumns>
{
    protected override nn.Module<Tensor, Tensor> Build(HideColumns layer, WeightDraw draw) => new HideColumnsModule([.. layer.Widths], layer.Most);
}
