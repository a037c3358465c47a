using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="FromSteps"/> layers.</summary>
internal sealed class FromStepsBuilder : LayerBuilder<FromSteps>
{
    protected override nn.Module<Tensor, Tensor> Build(FromSteps layer, WeightDraw draw) => new SeriesModule(layer.Series.ToRows);
}
