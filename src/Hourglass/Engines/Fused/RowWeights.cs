using Hourglass.Kernels;

namespace Hourglass.Engines.Fused;

/// <summary>What a row's gradient counts in the loss: one over the number of rows, and 0 for rows that only fill up a panel.</summary>
internal sealed unsafe class RowWeights(BatchSize batch, int each = 1)
{
    private readonly AlignedBuffer weights = new(Panels.LengthFor(batch.Most * each, 1));
    private int rows;

    /// <summary>The 32 weights of a panel.</summary>
    public float* At(int panel) => weights.Pointer + (panel * Panels.Lanes);

    /// <summary>Sets them for the step at hand.</summary>
    public void Set()
    {
        if (rows == batch.Count * each) return;
        rows = batch.Count * each;
        weights.Span.Clear();
        weights.Span[..rows].Fill(1f / rows);
    }
}
