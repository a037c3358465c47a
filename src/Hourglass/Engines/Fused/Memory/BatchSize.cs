namespace Hourglass.Engines.Fused.Memory;

/// <summary>
/// The number of examples in the current pass: those of a whole batch, or of one pass if a batch is processed in several and their gradients are
/// accumulated.
/// </summary>
internal sealed class BatchSize
{
    private readonly List<(BatchSize Rows, int Times)> parts = [];
    private int total;
    private int before;

    /// <summary>Starts with the maximum.</summary>
    /// <param name="most">Maximum number of examples per pass.</param>
    public BatchSize(int most)
    {
        Most = most;
        Begin(0, most);
    }

    /// <summary>Maximum number of examples per pass.</summary>
    public int Most { get; }

    /// <summary>Number of examples in the current pass.</summary>
    public int Count { get; private set; }

    /// <summary>Their fraction of the batch.</summary>
    public double Share => (double)Count / total;

    /// <summary>Whether this is the first pass over the batch.</summary>
    public bool IsFirstPass => before == 0;

    /// <summary>Whether this is the last pass over the batch.</summary>
    public bool IsLastPass => before + Count == total;

    /// <summary>The number of rows of each pass if its examples are repeated.</summary>
    /// <param name="times">How often each is repeated.</param>
    /// <param name="most">The most rows.</param>
    public BatchSize Repeated(int times, int most)
    {
        var rows = new BatchSize((int)Math.Min((long)Most * times, most));
        parts.Add((rows, times));
        return rows;
    }

    /// <summary>Moves to the next examples of a batch.</summary>
    /// <param name="done">Number of examples of the batch already computed.</param>
    /// <param name="examples">Number of examples of the batch.</param>
    public void Begin(int done, int examples)
    {
        (before, total, Count) = (done, examples, Math.Min(Most, examples - done));
        foreach (var (rows, times) in parts) rows.Begin(0, (int)Math.Min((long)Count * times, rows.Most));
    }
}
