using Hourglass.Numerics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// A dense layer whose output j sees input i only where <c>sees(i, j)</c> holds (M. Germain et al., "MADE: masked autoencoder for
/// distribution estimation", ICML 2015, equation 9). Weights use the initialisation of Glorot and Bengio, biases are zero.
/// </summary>
internal sealed class MaskedDense : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter bias;

    /// <param name="inputs">Order numbers of the inputs.</param>
    /// <param name="outputs">Order numbers of the outputs.</param>
    /// <param name="sees">Whether an output of the second order number may see an input of the first.</param>
    /// <param name="random">Draws the weights.</param>
    /// <param name="gain">The factor on the drawn weights.</param>
    public MaskedDense(int[] inputs, int[] outputs, Func<int, int, bool> sees, Generator random, double gain = 1)
        : base(nameof(MaskedDense))
    {
        WeightLimit.Claim(outputs.Length, inputs.Length);
        var open = new float[outputs.Length, inputs.Length];
        for (var j = 0; j < outputs.Length; j++)
        {
            for (var i = 0; i < inputs.Length; i++) open[j, i] = sees(inputs[i], outputs[j]) ? 1 : 0;
        }

        var bound = gain * Math.Sqrt(6.0 / (inputs.Length + outputs.Length));
        weight = nn.Parameter(empty(outputs.Length, inputs.Length, dtype: ScalarType.Float32).uniform_(-bound, bound, random));
        bias = nn.Parameter(zeros(outputs.Length, dtype: ScalarType.Float32));
        register_parameter("weight", weight);
        register_parameter("bias", bias);

        // It is determined by the sizes and thus not saved.
        register_buffer("mask", tensor(open), persistent: false);
    }

    /// <summary>The weights, 0 where masked: [outputs, inputs].</summary>
    public Tensor Open => weight * get_buffer("mask")!;

    /// <summary>[outputs].</summary>
    public Tensor Bias => bias;

    public override Tensor forward(Tensor input) => nn.functional.linear(input, Open, bias);
}
