using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>A dense network that gives a Gaussian: one layer of a model with several stochastic layers.</summary>
internal sealed class GaussianNetwork : nn.Module
{
    private readonly nn.Module<Tensor, Tensor> body;
    private readonly int outputs;

    public GaussianNetwork(int inputs, ValueList<int> hidden, int outputs, Activation activation, Generator random)
        : base(nameof(GaussianNetwork))
    {
        this.outputs = outputs;
        body = new DenseSpec(hidden, activation).BuildEncoder(DataShape.Row(inputs), 2 * outputs, random);
        register_module("body", body);
    }

    /// <summary>The type of its weights.</summary>
    public ScalarType DataType => body.parameters().First().dtype;

    /// <summary>N(m, diag s^2) for each row [rows, inputs].</summary>
    public GaussianCode Call(Tensor input)
    {
        var numbers = body.call(input);
        return new GaussianCode(numbers.narrow(1, 0, outputs), numbers.narrow(1, outputs, outputs));
    }
}
