using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>
/// Which examples scores of disentanglement are made of, and which factors: decided once, on the examples that are learnt from, so that no score
/// is about another factor than the others.
/// </summary>
/// <param name="Positions">Some examples in random order: the first of them to learn from, the others to judge on.</param>
/// <param name="Learnt">How many are learnt from.</param>
/// <param name="Table">The factors of all examples that take part, or null where none does.</param>
/// <param name="Warning">Which factors take no part though they vary, and why; null for none.</param>
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

    /// <summary>The factors of which two values and more occur twice and more in the first so many rows.</summary>
    public static IReadOnlyList<int> Varying(FactorTable factors, int rows) =>
        [.. Enumerable.Range(0, factors.Factors.Count).Where(k => Varies(factors.Column(k).AsSpan(0, rows)))];

    /// <summary>Whether a factor has more kinds in these rows than can be told apart.</summary>
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
        if (rare.Count > 0) reasons.Add($"{Listed(rare)} (fewer than two values occur twice among the {learnt} examples learnt from)");
        if (rich.Count > 0) reasons.Add($"{Listed(rich)} (more than {MostKinds} kinds)");
        return reasons.Count == 0 ? null : $"Factors without a part in the scores of disentanglement: {string.Join("; ", reasons)}.";

        static string Listed(List<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
    }
}
