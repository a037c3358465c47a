using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>W x + b for inputs x that are mostly zeros, with the parameters of a linear module.</summary>
internal sealed class SparseLinear : nn.Module<Tensor, Tensor>
{
    private readonly bool hasBias;

    public SparseLinear(Parameter weight, Parameter? bias)
        : base(nameof(SparseLinear))
    {
        register_parameter("weight", weight);
        hasBias = bias is not null;
        if (bias is not null) register_parameter("bias", bias);
    }

    // By name, because a conversion to another type replaces parameters.
    public override Tensor forward(Tensor input)
    {
        var product = SparseRowsProduct.Of(input, get_parameter("weight")!.t());
        return hasBias ? product + get_parameter("bias")! : product;
    }
}
