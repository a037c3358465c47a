namespace Hourglass.Engines.Fused;

/// <summary>How many examples the step at hand has.</summary>
internal sealed class BatchSize
{
    /// <summary>Starts with the most.</summary>
    /// <param name="most">The most that a step can have.</param>
    public BatchSize(int most)
    {
        Most = most;
        Count = most;
    }

    /// <summary>The most that a step can have.</summary>
    public int Most { get; }

    /// <summary>How many the step at hand has.</summary>
    public int Count { get; set; }
}
