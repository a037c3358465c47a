using static TorchSharp.torch;

namespace Hourglass;

/// <summary>x + branch(x) (He et al. 2016).</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> branch;

    public ResidualBlock(nn.Module<Tensor, Tensor> branch)
        : base(nameof(ResidualBlock))
    {
        this.branch = branch;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => input + branch.call(input);
}
