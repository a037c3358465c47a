using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>
/// One layer of an encoder or decoder, as a value without weights: its kind, its shapes and the names of its tensors. The modules of
/// libtorch, the fused engine and everything else that computes a body are built from the same list of layers.
/// </summary>
/// <param name="Name">The name in the body; the tensors in a saved model begin with it.</param>
/// <param name="From">The shape of the input, for one example.</param>
/// <param name="To">The shape of the output, for one example.</param>
internal abstract record Layer(string Name, DataShape From, DataShape To)
{
    /// <summary>Its tensors in a saved model, with names relative to the body.</summary>
    public virtual IEnumerable<LayerTensor> Tensors => [];

    /// <summary>The name of the bias that is added last, relative to the body; null if there is none.</summary>
    public virtual string? Bias => null;
}
