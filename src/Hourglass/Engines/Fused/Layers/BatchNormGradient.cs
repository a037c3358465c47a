using Hourglass.Kernels.Normalization;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>dx = weight / s (dy - mean of dy - h (mean of dy h)) with h = (x - m) / s.</summary>
internal sealed unsafe class BatchNormGradient(BatchNorm norm) : RowOperation(norm.Input)
{
    /// <inheritdoc/>
    public override string Describe() => $"d {norm.Input.Name} from d {norm.Output.Name}";

    /// <inheritdoc/>
    protected override void Row(int item)
    {
        var (x, dy, dx) = (norm.Input.Values, norm.Output.Gradient, norm.Input.Gradient);
        BatchMoments.Backward(dy, x, dx, norm.Input.Rows, item, norm.Mean.Pointer, norm.Scale.Pointer, norm.Slope.Pointer, norm.Product.Pointer);
        norm.Input.Finish(item);
    }
}
