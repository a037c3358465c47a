namespace Hourglass.Passes;

/// <summary>Rows of results, computed a chunk at a time from the first row to the last, by any engine.</summary>
/// <param name="count">Number of rows.</param>
/// <param name="width">Numbers per row.</param>
internal abstract class RowComputation(int count, int width) : IDisposable
{
    /// <summary>Number of rows.</summary>
    public int Count => count;

    /// <summary>Numbers per row.</summary>
    public int Width => width;

    /// <summary>Chunks other than the last have a multiple of this number of rows, so that results do not depend on the size of chunks.</summary>
    public virtual int Unit => 1;

    /// <summary>Computes the next chunk.</summary>
    /// <param name="first">Index of its first row; the end of the chunk before.</param>
    /// <param name="rows">Receives its rows: [rows, <see cref="Width"/>].</param>
    /// <param name="cancellation">Stops the computation within the chunk.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public abstract void Compute(int first, Span<float> rows, CancellationToken cancellation);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
