using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>x + branch(x) (He et al. 2016).</summary>
internal sealed class ResidualBlockModule : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> branch;

    public ResidualBlockModule(nn.Module<Tensor, Tensor> branch)
        : base(nameof(ResidualBlock))
    {
        this.branch = branch;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => input + branch.call(input);
}
