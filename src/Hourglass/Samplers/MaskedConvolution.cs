using Hourglass.Numerics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// A convolution that keeps height and width and sees only positions where <c>sees(row, column)</c> holds, relative to the position that it computes.
/// </summary>
internal sealed class MaskedConvolution : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly long[] padding;

    /// <param name="inputs">Number of input feature maps.</param>
    /// <param name="outputs">Number of output feature maps.</param>
    /// <param name="rows">Rows of the kernel; odd.</param>
    /// <param name="columns">Columns of the kernel; odd.</param>
    /// <param name="sees">Whether it sees the position at this offset in rows and columns.</param>
    /// <param name="random">Draws the weights.</param>
    public MaskedConvolution(int inputs, int outputs, int rows, int columns, Func<int, int, bool> sees, Generator random)
        : base(nameof(MaskedConvolution))
    {
        padding = [rows / 2, columns / 2];
        WeightLimit.Claim(Math.Max(1, inputs), outputs, rows, columns);
        var open = new float[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++) open[i, j] = sees(i - (rows / 2), j - (columns / 2)) ? 1 : 0;
        }

        var seen = Math.Max(1, open.Cast<float>().Sum());
        var bound = Math.Sqrt(6 / (seen * (inputs + outputs)));
        weight = nn.Parameter(empty(outputs, inputs, rows, columns, dtype: ScalarType.Float32).uniform_(-bound, bound, random));
        bias = nn.Parameter(zeros(outputs, dtype: ScalarType.Float32));
        register_parameter("weight", weight);
        register_parameter("bias", bias);
        register_buffer("mask", tensor(open), persistent: false);
    }

    /// <summary>[rows, inputs, height, width] to [rows, outputs, height, width].</summary>
    public override Tensor forward(Tensor input) => nn.functional.conv2d(input, weight * get_buffer("mask")!, bias, padding: padding);
}
