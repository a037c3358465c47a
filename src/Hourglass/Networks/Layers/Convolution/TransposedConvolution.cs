using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>A transposed convolution of stride 2 with square kernels, padded by half a kernel, that gives maps of an exact size.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="From">The input feature maps.</param>
/// <param name="To">The output feature maps; twice as high and wide, or one less.</param>
/// <param name="Kernel">The side of a kernel; odd.</param>
/// <param name="HasBias">Whether each output map has a bias.</param>
internal sealed record TransposedConvolution(string Name, DataShape From, DataShape To, int Kernel, bool HasBias = true) : Layer(Name, From, To)
{
    /// <summary>The name of the kernels: [from, to, side, side].</summary>
    public string Weight => $"{Name}.weight";

    /// <inheritdoc/>
    public override string? Bias => HasBias ? $"{Name}.bias" : null;

    /// <summary>
    /// Rows and columns that the padding alone would omit: out = 2 (in - 1) + kernel - 2 padding + further, which is 2 in - 1 + further with
    /// a padding of half an odd kernel.
    /// </summary>
    public (int Rows, int Columns) Further => (To.Height - (2 * From.Height) + 1, To.Width - (2 * From.Width) + 1);

    /// <inheritdoc/>
    public override IEnumerable<LayerTensor> Tensors => Weights.Of(Weight, [From.Channels, To.Channels, Kernel, Kernel], Bias, To.Channels);
}
