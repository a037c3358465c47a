namespace Hourglass;

/// <summary>Receives corrupted examples and what a denoising model makes of them in chunks, from the first example to the last.</summary>
/// <param name="first">Index of the first example of the chunk, from 0.</param>
/// <param name="damaged">The examples as the model was shown them, one after the other. The memory is reused: copy what is needed before returning.</param>
/// <param name="cleaned">What the model makes of them; the same applies.</param>
public delegate void DenoisedRowWriter(int first, ReadOnlySpan<float> damaged, ReadOnlySpan<float> cleaned);
