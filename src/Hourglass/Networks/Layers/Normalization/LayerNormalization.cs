using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>Layer normalisation over each example; see <see cref="LayerNormalizationModule"/>.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Shape">The shape of input and output; there is one weight and one bias per channel.</param>
internal sealed record LayerNormalization(string Name, DataShape Shape) : Layer(Name, Shape, Shape)
{
    /// <summary>Added to the variance.</summary>
    public const double Epsilon = 1e-5;

    /// <summary>The name of the weights: [channels].</summary>
    public string Weight => $"{Name}.weight";

    /// <inheritdoc/>
    public override string Bias => $"{Name}.bias";

    /// <inheritdoc/>
    public override IEnumerable<LayerTensor> Tensors => Weights.Of(Weight, [Shape.Channels], Bias, Shape.Channels);
}
