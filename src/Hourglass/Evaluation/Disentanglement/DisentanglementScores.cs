using System.Runtime.InteropServices;
using Hourglass.Data;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>How well each dimension of a code represents one known factor of the data: the common scores, by the protocols of their papers.</summary>
public static class DisentanglementScores
{
    /// <summary>Whether there is anything to score: at least one factor has two values that each occur in at least two training examples.</summary>
    /// <exception cref="UsageException">An option is out of range.</exception>
    public static bool Fits(FactorTable factors, DisentanglementOptions? options = null) =>
        ScoredFactors.Of(factors, options ?? new()).Table is not null;

    /// <summary>
    /// <c>mig</c>, <c>sap</c>, <c>dci_disentanglement</c>, <c>dci_completeness</c>, <c>dci_informativeness</c>, <c>factor_vae_score</c> and
    /// <c>beta_vae_score</c>, each from 0 to 1. They exclude factors that do not vary among the training examples and unordered factors with more than 256
    /// values. With one factor only, <c>dci_disentanglement</c>, <c>factor_vae_score</c> and <c>beta_vae_score</c> are meaningless and omitted; so is
    /// <c>dci_completeness</c> for a
    /// single dimension.
    /// </summary>
    /// <param name="codes">The codes, or the means of their distributions: [count, latent].</param>
    /// <param name="factors">The factors of the same examples.</param>
    /// <param name="options">The protocol; null for that of the papers.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="UsageException">An option is out of range.</exception>
    /// <exception cref="HourglassException">Codes and factors differ in number, or no factor varies.</exception>
    public static IReadOnlyList<Metric> Of(float[,] codes, FactorTable factors, DisentanglementOptions? options = null, Action<RowsDone>? report = null,
        CancellationToken cancellation = default)
    {
        options ??= new DisentanglementOptions();
        Require(codes, factors);
        var scored = ScoredFactors.Of(factors, options);
        return scored.Table is null
            ? throw new HourglassException($"{What("No factor")} takes two values in two examples each, so there is nothing to score; give " +
                $"{Allowed("more examples")}.")
            : Of(codes, scored, options, new WorkControl("", report, cancellation));
    }

    /// <summary>How the scores of these examples are computed.</summary>
    /// <exception cref="UsageException">An option is out of range.</exception>
    internal static DisentanglementProtocol Protocol(FactorTable factors, DisentanglementOptions? options = null)
    {
        options ??= new DisentanglementOptions();
        return Protocol(ScoredFactors.Of(factors, options), factors.Count, options);
    }

    /// <summary>The scores of already chosen factors.</summary>
    internal static IReadOnlyList<Metric> Of(float[,] codes, ScoredFactors scored, DisentanglementOptions options, WorkControl control)
    {
        var (table, learnt, report, cancellation) = (scored.Table!, scored.Learnt, control.Report, control.Cancellation);
        var (some, theirs) = (Rows(codes, scored.Positions), table.Select(scored.Positions));
        int[] first = [.. Enumerable.Range(0, Math.Min(options.Points, scored.Positions.Length))];
        var dci = DciScores.Of(some, theirs, learnt, options.Trees, options.Seed, report, cancellation);
        List<Metric> metrics =
        [
            new("mig", MutualInformationGap.Of(Rows(some, first), theirs.Select(first), options.Bins, report, cancellation)),
            new("sap", AttributePredictability.Of(some, theirs, learnt, report, cancellation)),
        ];
        if (!double.IsNaN(dci.Disentanglement)) metrics.Add(new("dci_disentanglement", dci.Disentanglement));
        if (!double.IsNaN(dci.Completeness)) metrics.Add(new("dci_completeness", dci.Completeness));
        metrics.Add(new("dci_informativeness", dci.Informativeness));
        if (table.Factors.Count < 2) return metrics;
        metrics.Add(new("factor_vae_score", FactorVaeScore.Of(codes, table, options, report, cancellation)));
        metrics.Add(new("beta_vae_score", BetaVaeScore.Of(codes, table, options, report, cancellation)));
        return metrics;
    }

    /// <summary>How scores of chosen factors are computed.</summary>
    internal static DisentanglementProtocol Protocol(ScoredFactors scored, int examples, DisentanglementOptions options) => new(
        [.. (scored.Table?.Factors ?? []).Select(factor => factor.Name)],
        examples,
        Math.Min(options.Points, scored.Positions.Length),
        options.Bins,
        scored.Learnt,
        scored.Positions.Length - scored.Learnt,
        options.Trees,
        options.Votes,
        options.TestVotes,
        options.Batch,
        options.Seed);

    /// <summary>Throws if codes and factors are not of the same examples.</summary>
    internal static void Require(float[,] codes, FactorTable factors)
    {
        if (codes.GetLength(0) != factors.Count)
            throw new HourglassException($"There are {Got(codes.GetLength(0)):N0} {What("codes")} and the factors of {factors.Count:N0} examples; give " +
                $"{Allowed("both of the same examples")}.");
    }

    /// <summary>The same, and if the number of training examples is out of range.</summary>
    internal static void Require(float[,] codes, FactorTable factors, int learnt)
    {
        Require(codes, factors);
        if (learnt < 1 || learnt > factors.Count)
            throw new UsageException($"{Got(learnt)} {What("training examples")} are requested, and there are {factors.Count}; give " +
                $"{Allowed($"1 to {factors.Count}")}.");
    }

    private static float[,] Rows(float[,] codes, int[] positions)
    {
        var width = codes.GetLength(1);
        var rows = new float[positions.Length, width];
        for (var i = 0; i < positions.Length; i++)
            MemoryMarshal.CreateReadOnlySpan(ref codes[positions[i], 0], width).CopyTo(MemoryMarshal.CreateSpan(ref rows[i, 0], width));
        return rows;
    }
}
