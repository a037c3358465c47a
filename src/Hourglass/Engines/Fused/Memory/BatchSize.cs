namespace Hourglass.Engines.Fused.Memory;

/// <summary>
/// How many examples are computed at hand: those of a whole batch, or of one pass where a batch is taken in several and their gradients are
/// accumulated.
/// </summary>
internal sealed class BatchSize
{
    private int total;
    private int before;

    /// <summary>Starts with the most.</summary>
    /// <param name="most">The most that are computed at a time.</param>
    public BatchSize(int most)
    {
        Most = most;
        Begin(0, most);
    }

    /// <summary>The most that are computed at a time.</summary>
    public int Most { get; }

    /// <summary>How many are computed at hand.</summary>
    public int Count { get; private set; }

    /// <summary>Which part of the batch they are.</summary>
    public double Share => (double)Count / total;

    /// <summary>Whether none of the batch were computed before.</summary>
    public bool IsFirstPass => before == 0;

    /// <summary>Whether all others of the batch were computed before.</summary>
    public bool IsLastPass => before + Count == total;

    /// <summary>Goes to the next examples of a batch.</summary>
    /// <param name="done">How many of the batch were computed before.</param>
    /// <param name="examples">How many the batch has.</param>
    public void Begin(int done, int examples) => (before, total, Count) = (done, examples, Math.Min(Most, examples - done));
}
