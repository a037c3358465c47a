using Hourglass.Engines.Fused.Memory;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>
/// The forward half of the sum x + branch(x) of a residual block. It is stored in the branch's output, so that the gradient of the sum is
/// also that of the branch.
/// </summary>
internal sealed unsafe class SumLayer(SignalOrMaps input, SignalOrMaps branch) : RowOperation(input)
{
    /// <inheritdoc/>
    public override string Describe() => $"{branch.Name} += {Input.Name}";

    /// <inheritdoc/>
    protected override void Row(int item) => Add(Input.Values.Row(item), branch.Values.Row(item), Input.Values.RowLength);
}
