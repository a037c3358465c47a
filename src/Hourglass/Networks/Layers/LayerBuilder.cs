using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds the modules of one kind of layer. Every kind has one, in its folder; they are found by reflection.</summary>
internal abstract class LayerBuilder : IOfLayer
{
    /// <inheritdoc/>
    public abstract Type Layer { get; }

    /// <summary>Builds a module and draws its weights.</summary>
    public abstract nn.Module<Tensor, Tensor> Build(Layer layer, WeightDraw draw);
}
