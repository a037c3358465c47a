using Hourglass.Engines.Fused.Memory;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The backward half of dropout: dx = dy mask.</summary>
internal sealed unsafe class DropoutGradient(DropoutLayer layer, SignalOrMaps input, SignalOrMaps output) : RowOperation(input)
{
    /// <inheritdoc/>
    public override string Describe() => $"d {Input.Name} from d {output.Name}";

    /// <inheritdoc/>
    protected override void Row(int item)
    {
        Multiply(output.Gradient.Row(item), layer.Mask.Row(item), Input.Gradient.Row(item), Input.Values.RowLength);
        Input.Finish(item);
    }
}
