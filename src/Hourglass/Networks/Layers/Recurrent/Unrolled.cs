using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Layers;

/// <summary>
/// The recurrent layers of a decoder: a dense layer maps the latent vector to the initial state of each layer, and the vector is also the input of the
/// lowest layer at every step. <see cref="RecurrentDecoder"/> computes it.
/// </summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Layers">The recurrent layers, from the lowest.</param>
/// <param name="State">From the latent vector to the numbers of all states, in the order of the layers.</param>
internal sealed record Unrolled(string Name, ValueList<RecurrentLayer> Layers, Dense State)
    : Layer(Name, DataShape.Row(State.Inputs), Layers[^1].To)
{
    /// <inheritdoc/>
    public override IEnumerable<LayerTensor> Tensors => Layers.SelectMany(layer => layer.Tensors).Concat(State.Tensors);
}
