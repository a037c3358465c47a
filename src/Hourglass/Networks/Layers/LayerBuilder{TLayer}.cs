using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds the modules of one kind of layer.</summary>
/// <typeparam name="TLayer">The kind.</typeparam>
internal abstract class LayerBuilder<TLayer> : LayerBuilder
    where TLayer : Layer
{
    /// <inheritdoc/>
    public sealed override Type Layer => typeof(TLayer);

    /// <inheritdoc/>
    public sealed override nn.Module<Tensor, Tensor> Build(Layer layer, WeightDraw draw) => Build((TLayer)layer, draw);

    /// <summary>Builds a module and draws its weights.</summary>
    protected abstract nn.Module<Tensor, Tensor> Build(TLayer layer, WeightDraw draw);
}
