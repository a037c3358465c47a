namespace Hourglass.Passes;

/// <summary>The reconstructions of corrupted examples, each chunk of which is corrupted first.</summary>
internal sealed class DenoisedRows(CorruptedExamples examples, RowComputation reconstructed) : RowComputation(reconstructed.Count, reconstructed.Width)
{
    /// <inheritdoc/>
    public override int Unit => examples.Unit;

    /// <inheritdoc/>
    public override void Compute(int first, Span<float> rows, CancellationToken cancellation)
    {
        examples.Advance(first, rows.Length / Width, cancellation);
        reconstructed.Compute(first, rows, cancellation);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        reconstructed.Dispose();
        examples.Dispose();
    }
}
