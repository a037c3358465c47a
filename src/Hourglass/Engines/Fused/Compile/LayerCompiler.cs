using Hourglass.Engines.Fused.Memory;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds layers of one kind to a plan. Kinds without a compiler are left to libtorch; compilers are found by reflection.</summary>
internal abstract class LayerCompiler : IOfLayer
{
    /// <inheritdoc/>
    public abstract Type Layer { get; }

    /// <summary>Whether they can be added to plans without gradients.</summary>
    public virtual bool Infers => false;

    /// <summary>Whether an activation after such a layer is computed with it.</summary>
    public virtual bool TakesActivation => false;

    /// <summary>Adds a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="part">The name, in the model, of the list of layers that contains it.</param>
    /// <param name="input">The input.</param>
    /// <param name="activation">The activation after it; linear unless <see cref="TakesActivation"/>.</param>
    /// <param name="body">The body that it is added to.</param>
    /// <returns>The output.</returns>
    public abstract SignalOrMaps Add(Layer layer, string part, SignalOrMaps input, Activation activation, BodyCompiler body);
}
