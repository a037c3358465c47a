using static TorchSharp.torch;

namespace Hourglass.Tables;

/// <summary>Draws of the unknown cells of rows.</summary>
/// <param name="Rows">Coded rows: [rows, draws, size].</param>
/// <param name="Logits">The logits of each column: [rows, draws, outputs], or [rows, networks, outputs] if they depend on an ensemble instead.</param>
/// <param name="Weights">The weight of each draw; they sum to 1 in each row: [rows, draws]. Null for equal weights.</param>
internal sealed record CompletedRows(Tensor Rows, Tensor Logits, Tensor? Weights);
