using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The forward half of an activation whose input is also needed elsewhere.</summary>
internal sealed unsafe class ActivationApart(SignalOrMaps input, SignalOrMaps output, ActivationKernel activation) : RowOperation(input)
{
    /// <inheritdoc/>
    public override string Describe() => $"{output.Name} = activation of {Input.Name}";

    /// <inheritdoc/>
    protected override void Row(int item) => activation.Apply(Input.Values.Row(item), output.Values.Row(item), Input.Values.RowLength);
}
