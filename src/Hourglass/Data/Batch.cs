using static TorchSharp.torch;

namespace Hourglass.Data;

/// <summary>Some examples with what goes with them.</summary>
/// <param name="Rows">The examples: [batch, size].</param>
/// <param name="Labels">Their class indices: [batch] of int64, or null.</param>
/// <param name="Conditions">Their side columns: [batch, columns], or null.</param>
/// <param name="Lengths">How many steps of each series are real, the others being padding: [batch] of int64, or null.</param>
internal sealed record Batch(Tensor Rows, Tensor? Labels = null, Tensor? Conditions = null, Tensor? Lengths = null)
{
    /// <summary>How many examples there are.</summary>
    public int Count => (int)Rows.shape[0];
}
