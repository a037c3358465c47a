using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>
/// One layer of an encoder or decoder, as a value without weights: its kind, its shapes and the names of its tensors. The modules of
/// libtorch, the fused engine and everything else that computes a body are made from the same list of these.
/// </summary>
/// <param name="Name">The name in the body; the tensors in a saved model begin with it.</param>
/// <param name="From">The shape of what goes in, for one example.</param>
/// <param name="To">The shape of what comes out, for one example.</param>
internal abstract record Layer(string Name, DataShape From, DataShape To)
{
    /// <summary>The tensors that a saved model has for it, with names relative to the body.</summary>
    public virtual IEnumerable<LayerTensor> Tensors => [];

    /// <summary>The name of the bias that is added last, relative to the body; null where there is none.</summary>
    public virtual string? Bias => null;
}
