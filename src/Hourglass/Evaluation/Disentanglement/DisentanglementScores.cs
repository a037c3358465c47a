using System.Runtime.InteropServices;
using Hourglass.Data;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>How well the dimensions of a code stand for the known factors of the data, each for one: the scores in use, by the protocols of their papers.</summary>
public static class DisentanglementScores
{
    /// <summary>Whether there is anything to score: at least one factor takes two values, each in two examples and more of those that are learnt from.</summary>
    /// <exception cref="UsageException">An option is out of range.</exception>
    public static bool Fits(FactorTable factors, DisentanglementOptions? options = null) =>
        ScoredFactors.Of(factors, options ?? new()).Table is not null;

    /// <summary>
    /// <c>mig</c>, <c>sap</c>, <c>dci_disentanglement</c>, <c>dci_completeness</c>, <c>dci_informativeness</c>, <c>factor_vae_score</c> and
    /// <c>beta_vae_score</c>, each from 0 to 1. Factors that do not vary among the examples learnt from have no part in them, nor have kinds of more than 256.
    /// Where only one factor has a part, <c>dci_disentanglement</c>, <c>factor_vae_score</c> and <c>beta_vae_score</c> say nothing and are left out; so is <c>dci_completeness</c> of a
    /// single dimension.
    /// </summary>
    /// <param name="codes">The codes, or the means of their distributions: [count, latent].</param>
    /// <param name="factors">The factors of the same examples.</param>
    /// <param name="options">The protocol; the papers' when null.</param>
    /// <exception cref="UsageException">An option is out of range.</exception>
    /// <exception cref="HourglassException">Codes and factors differ in number, or no factor varies.</exception>
    public static IReadOnlyList<Metric> Of(float[,] codes, FactorTable factors, DisentanglementOptions? options = null)
    {
        options ??= new DisentanglementOptions();
        Require(codes, factors);
        var scored = ScoredFactors.Of(factors, options);
        return scored.Table is null
            ? throw new HourglassException("No factor takes two values in two examples each, so there is nothing to score; give more examples.")
            : Of(codes, scored, options);
    }

    /// <summary>What the scores of these examples are made of.</summary>
    /// <exception cref="UsageException">An option is out of range.</exception>
    internal static DisentanglementProtocol Protocol(FactorTable factors, DisentanglementOptions? options = null)
    {
        options ??= new DisentanglementOptions();
        return Protocol(ScoredFactors.Of(factors, options), factors.Count, options);
    }

    /// <summary>The scores of factors that are chosen already.</summary>
    internal static IReadOnlyList<Metric> Of(float[,] codes, ScoredFactors scored, DisentanglementOptions options)
    {
        var (table, learnt) = (scored.Table!, scored.Learnt);
        var (some, theirs) = (Rows(codes, scored.Positions), table.Select(scored.Positions));
        int[] first = [.. Enumerable.Range(0, Math.Min(options.Points, scored.Positions.Length))];
        var dci = DciScores.Of(some, theirs, learnt, options.Trees, options.Seed);
        List<Metric> metrics =
        [
            new("mig", MutualInformationGap.Of(Rows(some, first), theirs.Select(first), options.Bins)),
            new("sap", AttributePredictability.Of(some, theirs, learnt)),
        ];
        if (!double.IsNaN(dci.Disentanglement)) metrics.Add(new("dci_disentanglement", dci.Disentanglement));
        if (!double.IsNaN(dci.Completeness)) metrics.Add(new("dci_completeness", dci.Completeness));
        metrics.Add(new("dci_informativeness", dci.Informativeness));
        if (table.Factors.Count < 2) return metrics;
        metrics.Add(new("factor_vae_score", FactorVaeScore.Of(codes, table, options)));
        metrics.Add(new("beta_vae_score", BetaVaeScore.Of(codes, table, options)));
        return metrics;
    }

    /// <summary>What scores of chosen factors are made of.</summary>
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

    /// <summary>Fails when codes and factors are not of the same examples.</summary>
    internal static void Require(float[,] codes, FactorTable factors)
    {
        if (codes.GetLength(0) != factors.Count)
            throw new HourglassException($"There are {codes.GetLength(0):N0} codes and the factors of {factors.Count:N0} examples; give both of the same examples.");
    }

    /// <summary>The same, and when not 1 to all of them are learnt from.</summary>
    internal static void Require(float[,] codes, FactorTable factors, int learnt)
    {
        Require(codes, factors);
        if (learnt < 1 || learnt > factors.Count)
            throw new UsageException($"{learnt} examples are to be learnt from, and there are {factors.Count}; give 1 to as many as there are.");
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
