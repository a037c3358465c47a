using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The backward half of <see cref="ActivationApart"/>.</summary>
internal sealed unsafe class ActivationApartGradient(SignalOrMaps input, SignalOrMaps output, ActivationKernel activation) : RowOperation(input)
{
    /// <inheritdoc/>
    public override string Describe() => $"d {Input.Name} from d {output.Name}";

    /// <inheritdoc/>
    protected override void Row(int item)
    {
        var length = (int)Input.Values.RowLength;
        new ReadOnlySpan<float>(output.Gradient.Row(item), length).CopyTo(new Span<float>(Input.Gradient.Row(item), length));
        activation.Backward((activation.NeedsInput ? Input : output).Values.Row(item), Input.Gradient.Row(item), length);
        Input.Finish(item);
    }
}
