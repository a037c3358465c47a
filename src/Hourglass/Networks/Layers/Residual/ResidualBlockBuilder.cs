using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Builds <see cref="ResidualBlock"/>s.</summary>
internal sealed class ResidualBlockBuilder : LayerBuilder<ResidualBlock>
{
    protected override nn.Module<Tensor, Tensor> Build(ResidualBlock layer, WeightDraw draw)
    {
        var branch = layer.Branch.Build(draw);
        using var frozen = no_grad();
        draw.Last?.mul_(layer.Gain);
        return new ResidualBlockModule(branch);
    }
}
