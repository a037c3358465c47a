using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// A gated layer of two stacks: the vertical one sees all rows above, the horizontal one sees the vertical one and everything to the left, so that
/// together they see everything before a position (van den Oord et al. 2016, section 2.3).
/// </summary>
internal sealed class GatedLayer : nn.Module
{
    private readonly bool isFirst;
    private readonly MaskedConvolution vertical;
    private readonly MaskedConvolution horizontal;
    private readonly MaskedConvolution link;
    private readonly MaskedConvolution mix;

    /// <param name="inputs">Number of input feature maps.</param>
    /// <param name="channels">Number of output feature maps.</param>
    /// <param name="rows">Rows of the kernels; odd.</param>
    /// <param name="columns">Columns of the kernels; odd.</param>
    /// <param name="isFirst">Whether the input contains the symbol to predict, which must not be seen.</param>
    /// <param name="random">Draws the weights.</param>
    public GatedLayer(int inputs, int channels, int rows, int columns, bool isFirst, Generator random)
        : base(nameof(GatedLayer))
    {
        this.isFirst = isFirst;
        var last = isFirst ? -1 : 0;
        vertical = new MaskedConvolution(inputs, 2 * channels, rows, columns, (row, _) => row <= last, random);
        horizontal = new MaskedConvolution(inputs, 2 * channels, 1, columns, (_, column) => column <= last, random);
        link = new MaskedConvolution(2 * channels, 2 * channels, 1, 1, (_, _) => true, random);
        mix = new MaskedConvolution(channels, channels, 1, 1, (_, _) => true, random);
        register_module("vertical", vertical);
        register_module("horizontal", horizontal);
        register_module("link", link);
        register_module("mix", mix);
    }

    /// <summary>Both stacks: [rows, channels, height, width] each.</summary>
    public (Tensor Above, Tensor Left) Call(Tensor above, Tensor left)
    {
        var down = vertical.call(above);
        var mixed = mix.call(Gate(horizontal.call(left) + link.call(down)));
        return (Gate(down), isFirst ? mixed : left + mixed);
    }

    private static Tensor Gate(Tensor maps)
    {
        var halves = maps.chunk(2, 1);
        return halves[0].tanh() * halves[1].sigmoid();
    }
}
