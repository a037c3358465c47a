namespace Hourglass.Evaluation.Disentanglement;

/// <summary>The protocol of the disentanglement scores. The defaults are those of the papers.</summary>
public sealed record DisentanglementOptions
{
    /// <summary>Seed of the choice of examples, pairs and batches; equal seeds give equal scores. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Maximum number of examples for MIG and of training examples for SAP and DCI; at least 2, default 10,000.</summary>
    public int Points { get; init; } = 10_000;

    /// <summary>Maximum number of test examples for SAP and DCI, in addition to the training examples; at least 1, default 5,000.</summary>
    public int TestPoints { get; init; } = 5_000;

    /// <summary>Bins of equal width for each code dimension in MIG; at least 2, default 20.</summary>
    public int Bins { get; init; } = 20;

    /// <summary>Number of votes (FactorVAE score) and differences (beta-VAE score) for training; at least 1, default 10,000.</summary>
    public int Votes { get; init; } = 10_000;

    /// <summary>The same for testing; at least 1, default 5,000.</summary>
    public int TestVotes { get; init; } = 5_000;

    /// <summary>Examples per vote and pairs per difference; at least 2, default 64.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Trees per factor in DCI; at least 1, default 20.</summary>
    public int Trees { get; init; } = 20;

    /// <summary>Throws if an option is out of range.</summary>
    /// <exception cref="UsageException">An option is out of range.</exception>
    internal void Demand()
    {
        string[] violations = [.. Violations()];
        if (violations.Length > 0) throw new UsageException(string.Join(" ", violations));
    }

    /// <summary>Lists what is out of range, one sentence per violation.</summary>
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
