using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>W x + b over rows, or over each step of a series.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Inputs">Numbers per input row.</param>
/// <param name="Outputs">Numbers per output row.</param>
/// <param name="HasBias">Whether there is b.</param>
internal sealed record Dense(string Name, int Inputs, int Outputs, bool HasBias = true) : Layer(Name, DataShape.Row(Inputs), DataShape.Row(Outputs))
{
    /// <summary>The number of outputs for the initialisation; fewer than <see cref="Outputs"/> if only some of them carry the signal.</summary>
    public int FanOut { get; init; } = Outputs;

    /// <summary>The name of W: [outputs, inputs].</summary>
    public string Weight => $"{Name}.weight";

    /// <inheritdoc/>
    public override string? Bias => HasBias ? $"{Name}.bias" : null;

    /// <inheritdoc/>
    public override IEnumerable<LayerTensor> Tensors => Weights.Of(Weight, [Outputs, Inputs], Bias, Outputs);
}
