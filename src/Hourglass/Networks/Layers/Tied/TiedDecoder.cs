using Hourglass.Numerics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>The biases of a decoder whose weights are the encoder's, transposed.</summary>
internal sealed class TiedDecoder : nn.Module<Tensor, Tensor>, IBorrowsEncoder
{
    private readonly ValueList<Layer> layers;

    /// <param name="layers">Tied layers and activations.</param>
    public TiedDecoder(ValueList<Layer> layers)
        : base(nameof(TiedDecoder))
    {
        this.layers = layers;
        foreach (var layer in layers.OfType<TiedDense>()) register_parameter(layer.Bias, nn.Parameter(zeros(layer.To.Size, dtype: ScalarType.Float32)));
    }

    public Tensor Call(Tensor latent, nn.Module encoder)
    {
        // Looked up by name each time: a module moved to another type or device has new parameters.
        var sources = encoder.named_children().ToDictionary(child => child.name, child => child.module, StringComparer.Ordinal);
        return layers.Aggregate(latent, (rows, layer) => layer switch
        {
            TiedDense tied => nn.functional.linear(rows, ((Linear)sources[tied.Source.Name]).weight!.t(), get_parameter(tied.Bias)!),
            Nonlinearity { Function: var function } => function.Apply(rows),
            _ => throw new InvalidOperationException($"A decoder with tied weights does not support the layer {layer}."),
        });
    }

    public override Tensor forward(Tensor input) => throw new InvalidOperationException("A decoder with tied weights needs its encoder's; use Call.");
}
