using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// A transposed convolution of stride 2 to an exact size. TorchSharp's own layer takes the output padding of
/// the rows for the columns too, so that a picture whose sides are not both odd or both even came out in another size.
/// </summary>
internal sealed class TransposedConvolution : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly long[] padding;
    private readonly long[] outputPadding;

    public TransposedConvolution(int inputs, int outputs, int kernel, (int Height, int Width) from, (int Height, int Width) to, bool hasBias = true)
        : base(nameof(TransposedConvolution))
    {
        // out = 2 (in - 1) + kernel - 2 padding + output_padding, with padding = kernel / 2 and an odd kernel: 2 in - 1 + output_padding.
        padding = [kernel / 2, kernel / 2];
        outputPadding = [to.Height - (2 * from.Height) + 1, to.Width - (2 * from.Width) + 1];
        weight = nn.Parameter(empty(inputs, outputs, kernel, kernel));
        bias = hasBias ? nn.Parameter(empty(outputs)) : null;
        RegisterComponents();
    }

    /// <summary>[inputs, outputs, kernel, kernel].</summary>
    public Parameter Weight => weight;

    /// <summary>[outputs], or null.</summary>
    public Parameter? Bias => bias;

    public override Tensor forward(Tensor input) => nn.functional.conv_transpose2d(input, weight, bias, [2, 2], padding, outputPadding);
}
