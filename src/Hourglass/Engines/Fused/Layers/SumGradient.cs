using Hourglass.Engines.Fused.Memory;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The backward half of a residual block's sum: adds its gradient to the gradient from the branch in the block's input.</summary>
/// <param name="sum">The sum, which is compiled after this.</param>
/// <param name="input">The block's input, which has no activation.</param>
internal sealed unsafe class SumGradient(Func<SignalOrMaps> sum, SignalOrMaps input) : RowOperation(input)
{
    /// <inheritdoc/>
    public override string Describe() => $"d {Input.Name} += d {sum().Name}";

    /// <inheritdoc/>
    protected override void Row(int item) => Add(sum().Gradient.Row(item), Input.Gradient.Row(item), Input.Values.RowLength);
}
