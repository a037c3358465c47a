using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>
/// A transposed convolution of stride 2 to an exact size. TorchSharp's own layer takes the output padding of
/// the rows for the columns too, so that a picture with one odd and one even side gets the wrong size.
/// </summary>
internal sealed class TransposedConvolutionModule : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly long[] padding;
    private readonly long[] outputPadding;

    public TransposedConvolutionModule(TransposedConvolution layer)
        : base(nameof(TransposedConvolution))
    {
        padding = [layer.Kernel / 2, layer.Kernel / 2];
        outputPadding = [layer.Further.Rows, layer.Further.Columns];
        weight = nn.Parameter(empty(layer.From.Channels, layer.To.Channels, layer.Kernel, layer.Kernel, dtype: ScalarType.Float32));
        bias = layer.HasBias ? nn.Parameter(empty(layer.To.Channels, dtype: ScalarType.Float32)) : null;
        RegisterComponents();
    }

    /// <summary>[inputs, outputs, kernel, kernel].</summary>
    public Parameter Weight => weight;

    /// <summary>[outputs], or null.</summary>
    public Parameter? Bias => bias;

    public override Tensor forward(Tensor input) => nn.functional.conv_transpose2d(input, weight, bias, [2, 2], padding, outputPadding);
}
