using Hourglass.Engines.Fused.Memory;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds layers of one kind to a plan.</summary>
/// <typeparam name="TLayer">The kind.</typeparam>
internal abstract class LayerCompiler<TLayer> : LayerCompiler
    where TLayer : Layer
{
    /// <inheritdoc/>
    public sealed override Type Layer => typeof(TLayer);

    /// <inheritdoc/>
    public sealed override SignalOrMaps Add(Layer layer, string part, SignalOrMaps input, Activation activation, BodyCompiler body) =>
        Add((TLayer)layer, part, input, activation, body);

    /// <summary>Adds a layer; see <see cref="LayerCompiler.Add"/>.</summary>
    protected abstract SignalOrMaps Add(TLayer layer, string part, SignalOrMaps input, Activation activation, BodyCompiler body);
}
