using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="ToSteps"/> layers.</summary>
internal sealed class ToStepsBuilder : LayerBuilder<ToSteps>
{
    protected override nn.Module<Tensor, Tensor> Build(ToSteps layer, WeightDraw draw) => new SeriesModule(layer.Series.ToSteps);
}
