namespace Hourglass.Evaluation.Disentanglement;

/// <summary>The protocol of the scores of disentanglement. The defaults are those of the papers.</summary>
public sealed record DisentanglementOptions
{
    /// <summary>Decides which examples, pairs and batches are drawn; equal seeds give equal scores. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The most examples for MIG, and those that SAP and DCI learn from; at least 2, default 10,000.</summary>
    public int Points { get; init; } = 10_000;

    /// <summary>The most examples, beside those learnt from, that SAP and DCI are judged on; at least 1, default 5,000.</summary>
    public int TestPoints { get; init; } = 5_000;

    /// <summary>Bins of equal width for each code dimension in MIG; at least 2, default 20.</summary>
    public int Bins { get; init; } = 20;

    /// <summary>Votes (FactorVAE score) and differences (beta-VAE score) learnt from; at least 1, default 10,000.</summary>
    public int Votes { get; init; } = 10_000;

    /// <summary>The same to be judged on; at least 1, default 5,000.</summary>
    public int TestVotes { get; init; } = 5_000;

    /// <summary>Examples of a vote, and pairs of a difference; at least 2, default 64.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Trees that DCI grows for each factor; at least 1, default 20.</summary>
    public int Trees { get; init; } = 20;

    /// <summary>Fails where something is out of range.</summary>
    /// <exception cref="UsageException">It is.</exception>
    internal void Demand()
    {
        string[] violations = [.. Violations()];
        if (violations.Length > 0) throw new UsageException(string.Join(" ", violations));
    }

    /// <summary>Lists what is out of range, one sentence a violation.</summary>
    internal IEnumerable<string> Violations()
    {
        if (Points < 2) yield return $"The number of points is {Points}; give 2 or more, such as 10000.";
        if (TestPoints < 1) yield return $"The number of test points is {TestPoints}; give 1 or more, such as 5000.";
        if (Bins < 2) yield return $"The number of bins is {Bins}; give 2 or more, such as 20.";
        if (Votes < 1 || TestVotes < 1) yield return $"The votes are {Votes} and {TestVotes}; give 1 or more of each, such as 10000 and 5000.";
        if (Batch < 2) yield return $"The batch is {Batch}; give 2 or more, such as 64.";
        if (Trees < 1) yield return $"The number of trees is {Trees}; give 1 or more, such as 20.";
    }
}
