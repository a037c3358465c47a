using Hourglass.Engines.Fused.Memory;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>
/// The forward half of the sum x + branch(x) of a residual block. It is made where the branch ends, so that the gradient of the sum is
/// that of the branch as it stands.
/// </summary>
internal sealed unsafe class SumLayer(SignalOrMaps input, SignalOrMaps branch) : RowOperation(input)
{
    /// <inheritdoc/>
    public override string Describe() => $"{Input.Name} added to {branch.Name}";

    /// <inheritdoc/>
    protected override void Row(int item) => Add(Input.Values.Row(item), branch.Values.Row(item), Input.Values.RowLength);
}
