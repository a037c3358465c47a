using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>A convolution of feature maps with square kernels, padded by half a kernel on each side.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="From">The feature maps that go in.</param>
/// <param name="To">The feature maps that come out.</param>
/// <param name="Kernel">The side of a kernel; odd.</param>
/// <param name="Stride">Places from one neighbourhood to the next.</param>
/// <param name="HasBias">Whether each map that comes out has a bias.</param>
internal sealed record Convolution(string Name, DataShape From, DataShape To, int Kernel, int Stride, bool HasBias = true) : Layer(Name, From, To)
{
    /// <summary>The name of the kernels: [to, from, side, side].</summary>
    public string Weight => $"{Name}.weight";

    /// <inheritdoc/>
    public override string? Bias => HasBias ? $"{Name}.bias" : null;

    /// <inheritdoc/>
    public override IEnumerable<LayerTensor> Tensors => Weights.Of(Weight, [To.Channels, From.Channels, Kernel, Kernel], Bias, To.Channels);
}
