using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Memory;

/// <summary>What a row's gradient counts in the loss: one over the number of rows unless a step computes it, and 0 for rows that only fill up a panel.</summary>
/// <param name="batch">Tells how many examples a step has.</param>
/// <param name="each">Rows an example.</param>
/// <param name="ones">Each row counts 1.</param>
internal sealed unsafe class RowWeights(BatchSize batch, int each = 1, bool ones = false)
{
    private readonly AlignedBuffer weights = new(Panels.LengthFor(batch.Most * each, 1));
    private int rows;

    /// <summary>All weights, to be computed in the step.</summary>
    public Span<float> All => weights.Span;

    /// <summary>The 32 weights of a panel.</summary>
    public float* At(int panel) => weights.Pointer + (panel * Panels.Lanes);

    /// <summary>Sets them for the step at hand.</summary>
    public void Set()
    {
        if (rows == batch.Count * each) return;
        rows = batch.Count * each;
        weights.Span.Clear();
        weights.Span[..rows].Fill(ones ? 1 : 1f / rows);
    }
}
