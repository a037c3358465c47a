
namespace Hourglass.Layers;

/// <summary>A dense layer of a decoder that has the transposed weights of one of the encoder's layers, and its own biases.</summary>
/// <param name="Number">Its position in the decoder, from 1.</param>
/// <param name="Source">The encoder's layer whose weights it borrows.</param>
internal sealed record TiedDense(int Number, Dense Source) : Layer($"tied{Number}", Source.To, Source.From)
{
    /// <inheritdoc/>
    public override string Bias => $"bias{Number}";

    /// <inheritdoc/>
    public override IEnumerable<LayerTensor> Tensors => [new(Bias, [To.Size])];
}
