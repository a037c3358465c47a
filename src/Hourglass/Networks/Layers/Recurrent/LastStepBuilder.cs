using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="LastStep"/> layers.</summary>
internal sealed class LastStepBuilder : LayerBuilder<LastStep>
{
    protected override nn.Module<Tensor, Tensor> Build(LastStep layer, WeightDraw draw) => new SeriesModule(steps => steps.select(1, layer.Steps - 1));
}
