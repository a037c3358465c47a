using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>f of the first half of the numbers times the logistic function of the second: [batch, 2 n] to [batch, n].</summary>
internal sealed class GateModule(Activation activation) : nn.Module<Tensor, Tensor>(nameof(Gate))
{
    public override Tensor forward(Tensor input)
    {
        var width = input.shape[1] / 2;
        return activation.Apply(input.narrow(1, 0, width)) * input.narrow(1, width, width).sigmoid();
    }
}
