using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>
/// The examples and factors that disentanglement scores use: chosen once, on the training examples, so that all scores
/// use the same factors.
/// </summary>
/// <param name="Positions">Some examples in random order: first the training examples, then the test examples.</param>
/// <param name="Learnt">Number of training examples.</param>
/// <param name="Table">The factors of all examples that are scored, or null if there are none.</param>
/// <param name="Warning">Which varying factors are excluded, and why; null for none.</param>
internal sealed record ScoredFactors(int[] Positions, int Learnt, FactorTable? Table, string? Warning)
{
    /// <summary>Indicators of more kinds would take too much memory and time.</summary>
    public const int MostKinds = 256;

    /// <summary>Draws the examples and chooses the factors.</summary>
    /// <exception cref="UsageException">An option is out of range.</exception>
    public static ScoredFactors Of(FactorTable factors, DisentanglementOptions options)
    {
        options.Demand();
        var order = Randomness.Permutation(factors.Count, options.Seed, RandomPurpose.ScoredFactors);
        var learnt = Math.Min(Math.Min(options.Points, factors.Count), Math.Max(1, (int)(factors.Count * 2L / 3)));
        var positions = order[..Math.Min(factors.Count, learnt + options.TestPoints)];
        var drawn = factors.Select(positions);
        List<int> kept = [];
        List<string> rare = [], rich = [];
        for (var k = 0; k < factors.Factors.Count; k++)
        {
            if (HasTooManyKinds(drawn, k)) rich.Add(factors.Factors[k].Name);
            else if (Varies(drawn.Column(k).AsSpan(0, learnt))) kept.Add(k);
            else if (factors.Column(k).Distinct().Take(2).Count() == 2) rare.Add(factors.Factors[k].Name);
        }

        return new(positions, learnt, kept.Count > 0 ? Columns(factors, kept) : null, WarningOf(rare, rich, learnt));
    }

    /// <summary>The factors that have at least two values which occur at least twice in the first rows.</summary>
    public static IReadOnlyList<int> Varying(FactorTable factors, int rows) =>
        [.. Enumerable.Range(0, factors.Factors.Count).Where(k => Varies(factors.Column(k).AsSpan(0, rows)))];

    /// <summary>Whether a factor has more distinct values in these rows than are supported.</summary>
    public static bool HasTooManyKinds(FactorTable factors, int factor) =>
        !factors.Factors[factor].IsOrdered && factors.Column(factor).Distinct().Take(MostKinds + 1).Count() > MostKinds;

    private static bool Varies(ReadOnlySpan<int> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var found = 0;
        for (var i = 1; i < sorted.Length && found < 2; i++)
        {
            if (sorted[i] == sorted[i - 1] && (i == 1 || sorted[i - 2] != sorted[i])) found++;
        }

        return found == 2;
    }

    private static FactorTable Columns(FactorTable factors, List<int> kept)
    {
        if (kept.Count == factors.Factors.Count) return factors;
        var values = new int[factors.Count, kept.Count];
        for (var i = 0; i < factors.Count; i++)
        {
            for (var k = 0; k < kept.Count; k++) values[i, k] = factors.Values[i, kept[k]];
        }

        return new FactorTable([.. kept.Select(k => factors.Factors[k])], values);
    }

    private static string? WarningOf(List<string> rare, List<string> rich, int learnt)
    {
        List<string> reasons = [];
        if (rare.Count > 0) reasons.Add($"{Listed(rare)} (fewer than two values occur twice among the {learnt} training examples)");
        if (rich.Count > 0) reasons.Add($"{Listed(rich)} (more than {MostKinds} kinds)");
        return reasons.Count == 0 ? null : $"Factors excluded from the disentanglement scores: {string.Join("; ", reasons)}.";

        static string Listed(List<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
    }
}
