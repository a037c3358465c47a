namespace Hourglass.Engines.Fused.Inference;

/// <summary>Reads one row of what goes in.</summary>
/// <param name="row">Which, from 0.</param>
/// <param name="values">Becomes its numbers.</param>
internal delegate void RowReader(int row, Span<float> values);
