using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>How well the dimensions of a code stand for the known factors of the data, each for one: the scores in use, by the protocols of their papers.</summary>
public static class DisentanglementScores
{
    /// <summary>Whether there is anything to score: at least one factor takes two values, each in two examples and more.</summary>
    public static bool Fits(FactorTable factors) => new FactorGroups(factors).Factors.Count > 0;

    /// <summary>
    /// <c>mig</c>, <c>sap</c>, <c>dci_disentanglement</c>, <c>dci_completeness</c>, <c>dci_informativeness</c>, <c>factor_vae_score</c> and
    /// <c>beta_vae_score</c>, each from 0 to 1. Factors that do not vary have no part in them.
    /// </summary>
    /// <param name="codes">The codes, or the means of their distributions: [count, latent].</param>
    /// <param name="factors">The factors of the same examples.</param>
    /// <param name="options">The protocol; the papers' when null.</param>
    /// <exception cref="UsageException">An option is out of range.</exception>
    /// <exception cref="HourglassException">Codes and factors differ in number, or no factor varies.</exception>
    public static IReadOnlyList<Metric> Of(float[,] codes, FactorTable factors, DisentanglementOptions? options = null)
    {
        options ??= new DisentanglementOptions();
        string[] violations = [.. options.Violations()];
        if (violations.Length > 0) throw new UsageException(string.Join(" ", violations));
        Require(codes, factors);
        if (!Fits(factors)) throw new HourglassException("No factor takes two values in two examples each, so there is nothing to score; give more examples.");
        var (first, learnt) = Drawn(factors.Count, options);
        var (some, theirs) = (Rows(codes, first), factors.Select(first));
        int[] mig = [.. Enumerable.Range(0, Math.Min(options.Points, first.Length))];
        var dci = DciScores.Of(some, theirs, learnt, options.Trees, options.Seed);
        return
        [
            new("mig", MutualInformationGap.Of(Rows(some, mig), theirs.Select(mig), options.Bins)),
            new("sap", AttributePredictability.Of(some, theirs, learnt)),
            new("dci_disentanglement", dci.Disentanglement),
            new("dci_completeness", dci.Completeness),
            new("dci_informativeness", dci.Informativeness),
            new("factor_vae_score", FactorVaeScore.Of(codes, factors, options)),
            new("beta_vae_score", BetaVaeScore.Of(codes, factors, options)),
        ];
    }

    /// <summary>What the scores of these examples are made of.</summary>
    public static DisentanglementProtocol Protocol(FactorTable factors, DisentanglementOptions? options = null)
    {
        options ??= new DisentanglementOptions();
        var (drawn, learnt) = Drawn(factors.Count, options);
        var groups = new FactorGroups(factors);
        return new DisentanglementProtocol(
            [.. groups.Factors.Select(k => factors.Factors[k].Name)],
            factors.Count,
            Math.Min(options.Points, drawn.Length),
            options.Bins,
            learnt,
            drawn.Length - learnt,
            options.Trees,
            options.Votes,
            options.TestVotes,
            options.Batch,
            options.Seed);
    }

    /// <summary>Fails when codes and factors are not of the same examples.</summary>
    internal static void Require(float[,] codes, FactorTable factors)
    {
        if (codes.GetLength(0) != factors.Count)
            throw new HourglassException($"There are {codes.GetLength(0):N0} codes and the factors of {factors.Count:N0} examples; give both of the same examples.");
    }

    /// <summary>Positions of some examples in random order: the first of them to learn from, the others to judge on.</summary>
    private static (int[] Positions, int Learnt) Drawn(int count, DisentanglementOptions options)
    {
        var order = Randomness.Permutation(count, options.Seed, RandomPurpose.Evaluation, 1);
        var learnt = Math.Min(options.Points, Math.Max(1, count * 2 / 3));
        return (order[..Math.Min(count, learnt + options.TestPoints)], learnt);
    }

    private static float[,] Rows(float[,] codes, int[] positions)
    {
        var width = codes.GetLength(1);
        var rows = new float[positions.Length, width];
        for (var i = 0; i < positions.Length; i++)
            Buffer.BlockCopy(codes, positions[i] * width * sizeof(float), rows, i * width * sizeof(float), width * sizeof(float));
        return rows;
    }
}
