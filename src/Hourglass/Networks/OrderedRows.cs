using static TorchSharp.torch;

namespace Hourglass;

/// <summary>Rows that were drawn column by column.</summary>
/// <param name="Rows">The rows, coded: [rows, size].</param>
/// <param name="Logits">The logits of each column given the columns before it and all given cells: [rows, outputs].</param>
internal sealed record OrderedRows(Tensor Rows, Tensor Logits);
