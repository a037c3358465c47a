using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>A convolution of feature maps with square kernels, padded by half a kernel on each side.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="From">The input feature maps.</param>
/// <param name="To">The output feature maps.</param>
/// <param name="Kernel">The side of a kernel; odd.</param>
/// <param name="Stride">Step between neighbourhoods.</param>
/// <param name="HasBias">Whether each output map has a bias.</param>
internal sealed record Convolution(string Name, DataShape From, DataShape To, int Kernel, int Stride, bool HasBias = true) : Layer(Name, From, To)
{
    /// <summary>The name of the kernels: [to, from, side, side].</summary>
    public string Weight => $"{Name}.weight";

    /// <inheritdoc/>
    public override string? Bias => HasBias ? $"{Name}.bias" : null;

    /// <inheritdoc/>
    public override IEnumerable<LayerTensor> Tensors => Weights.Of(Weight, [To.Channels, From.Channels, Kernel, Kernel], Bias, To.Channels);
}
