using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Memory;

/// <summary>The weight of a row's gradient in the loss: one over the number of rows unless a step computes it, and 0 for padding rows of a panel.</summary>
/// <param name="batch">The number of examples of a step.</param>
/// <param name="each">Rows per example.</param>
/// <param name="ones">Whether each row has the weight 1.</param>
internal sealed unsafe class RowWeights(BatchSize batch, int each = 1, bool ones = false)
{
    private readonly AlignedBuffer weights = new(Panels.LengthFor(batch.Most * each, 1));
    private int rows;

    /// <summary>All weights, which the step computes.</summary>
    public Span<float> All => weights.Span;

    /// <summary>The 32 weights of a panel.</summary>
    public float* At(int panel) => weights.Pointer + (panel * Panels.Lanes);

    /// <summary>Sets them for the current step.</summary>
    public void Set()
    {
        if (rows == batch.Count * each) return;
        rows = batch.Count * each;
        weights.Span.Clear();
        weights.Span[..rows].Fill(ones ? 1 : 1f / rows);
    }
}
