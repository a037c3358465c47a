using Hourglass.Settings;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>The protocol of the disentanglement scores. The defaults are those of the papers. Each attribute gives the range and the meaning.</summary>
public sealed record DisentanglementOptions
{
    private const int Most = 10_000_000;

    private static readonly OptionSet<DisentanglementOptions> Declared = new(() => new DisentanglementOptions());

    /// <summary>Seed of the choice of examples, pairs and batches; equal seeds give equal scores. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Maximum number of examples for MIG and of training examples for SAP and DCI.</summary>
    [Setting("maximum number of examples for MIG and of training examples for SAP and DCI", Least = 2, Most = Most)]
    public int Points { get; init; } = 10_000;

    /// <summary>Maximum number of test examples for SAP and DCI, in addition to the training examples.</summary>
    [Setting("maximum number of test examples for SAP and DCI", Least = 1, Most = Most)]
    public int TestPoints { get; init; } = 5_000;

    /// <summary>Bins of equal width for each code dimension in MIG.</summary>
    [Setting("bins of equal width per code dimension for MIG", Least = 2, Most = Most)]
    public int Bins { get; init; } = 20;

    /// <summary>Number of votes (FactorVAE score) and differences (beta-VAE score) for training.</summary>
    [Setting("training votes of the FactorVAE score and training differences of the beta-VAE score", Least = 1, Most = Most)]
    public int Votes { get; init; } = 10_000;

    /// <summary>The same for testing.</summary>
    [Setting("test votes of the FactorVAE score and test differences of the beta-VAE score", Least = 1, Most = Most)]
    public int TestVotes { get; init; } = 5_000;

    /// <summary>Examples per vote and pairs per difference.</summary>
    [Setting("examples per vote and pairs per difference", Least = 2, Most = Most)]
    public int Batch { get; init; } = 64;

    /// <summary>Trees per factor in DCI.</summary>
    [Setting("trees per factor for DCI", Least = 1, Most = Most)]
    public int Trees { get; init; } = 20;

    /// <summary>Throws if an option is out of range.</summary>
    /// <exception cref="UsageException">An option is out of range.</exception>
    internal void Demand()
    {
        MessageText[] violations = [.. Declared.Violations(this)];
        if (violations.Length > 0) throw new UsageException(violations);
    }
}
