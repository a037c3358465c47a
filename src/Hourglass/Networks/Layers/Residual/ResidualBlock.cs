using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Layers;

/// <summary>x + branch(x) (He et al. 2016).</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Shape">The shape of input and output, also of the branch.</param>
/// <param name="Branch">The branch's layers, with names relative to <see cref="BranchName"/>.</param>
/// <param name="Gain">The factor on the branch's last weights when they are drawn.</param>
internal sealed record ResidualBlock(string Name, DataShape Shape, ValueList<Layer> Branch, double Gain) : Layer(Name, Shape, Shape)
{
    /// <summary>The name of the branch in the body.</summary>
    public string BranchName => $"{Name}.branch";

    /// <inheritdoc/>
    public override IEnumerable<LayerTensor> Tensors => Branch.Tensors(BranchName);
}
