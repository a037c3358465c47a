using Hourglass.Kernels.Normalization;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>y = (x - m) / s * weight + bias, and the subsequent activation.</summary>
internal sealed unsafe class BatchNormLayer(BatchNorm norm) : RowOperation(norm.Input)
{
    /// <inheritdoc/>
    public override string Describe() => $"{norm.Output.Name} = batch normalisation of {norm.Input.Name}";

    /// <inheritdoc/>
    protected override void Row(int item)
    {
        BatchMoments.Apply(norm.Input.Values, norm.Output.Sums, norm.Input.Rows, item, norm.Mean.Pointer, norm.Scale.Pointer, norm.Bias.Values);
        norm.Output.Activate(item);
    }
}
