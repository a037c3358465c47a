namespace Hourglass.Engines.Fused.Inference;

/// <summary>Reads one row of the input.</summary>
/// <param name="row">Index of the row, from 0.</param>
/// <param name="values">Receives its numbers.</param>
internal delegate void RowReader(int row, Span<float> values);
