namespace Hourglass;

/// <summary>Receives the rows of a result in chunks, from the first row to the last.</summary>
/// <param name="first">Index of the first row of the chunk, from 0.</param>
/// <param name="rows">The rows of the chunk, one after the other. The memory is reused: copy what is needed before returning.</param>
public delegate void RowWriter(int first, ReadOnlySpan<float> rows);
