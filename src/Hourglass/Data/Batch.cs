using static TorchSharp.torch;

namespace Hourglass.Data;

/// <summary>Some examples with their side data.</summary>
/// <param name="Rows">The examples: [batch, size].</param>
/// <param name="Labels">Their class indices: [batch] of int64, or null.</param>
/// <param name="Conditions">Their side columns: [batch, columns], or null.</param>
/// <param name="Lengths">Number of real steps of each series, the others being padding: [batch] of int64, or null.</param>
internal sealed record Batch(Tensor Rows, Tensor? Labels = null, Tensor? Conditions = null, Tensor? Lengths = null)
{
    /// <summary>Number of examples.</summary>
    public int Count => (int)Rows.shape[0];
}
