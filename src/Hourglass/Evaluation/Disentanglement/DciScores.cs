using Hourglass.Data;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>
/// DCI (C. Eastwood and C. K. I. Williams, "A framework for the quantitative evaluation of disentangled representations", ICLR 2018): a
/// forest learns to predict each factor from the code, and what it gains by splitting on a dimension is that dimension's importance for it.
/// </summary>
/// <param name="Disentanglement">Whether a dimension matters for one factor only: 1 - the entropy of its importances over factors (to the base of their number), averaged over dimensions by their importance.</param>
/// <param name="Completeness">Whether one dimension alone matters for a factor: 1 - the entropy of the importances over dimensions (to the base of their number), averaged over factors.</param>
/// <param name="Informativeness">The part of the variance of a factor (of the indicators of its kinds, where it is not ordered) that the forest predicts on other examples, averaged over factors; 0 where it is worse than the mean.</param>
public sealed record DciScores(double Disentanglement, double Completeness, double Informativeness)
{
    /// <summary>The scores, 0 to 1 each. A factor that does not vary has no part in them.</summary>
    /// <param name="codes">[count, latent], in random order.</param>
    /// <param name="factors">Of the same examples.</param>
    /// <param name="learnt">How many of the first are learnt from; the others are judged on.</param>
    /// <param name="trees">Trees for each factor.</param>
    /// <param name="seed">Decides the examples of each tree.</param>
    /// <exception cref="HourglassException">Codes and factors differ in number, or no factor varies.</exception>
    public static DciScores Of(float[,] codes, FactorTable factors, int learnt, int trees = 20, ulong seed = 1)
    {
        DisentanglementScores.Require(codes, factors);
        var dimensions = new BinnedCodes(codes, learnt);
        List<double[]> importances = [];
        var informativeness = 0.0;
        for (var k = 0; k < factors.Factors.Count; k++)
        {
            var values = factors.Column(k);
            if (values.AsSpan(0, learnt).IndexOfAnyExcept(values[0]) < 0) continue;
            var targets = Targets(values, factors.Factors[k]);
            var forest = ImportanceForest.Grow(dimensions, targets, learnt, trees, seed);
            importances.Add(forest.Importance);
            informativeness += forest.ExplainedVariance;
        }

        if (importances.Count == 0) throw new HourglassException("No factor varies, so there is none to predict; give more examples.");
        return new DciScores(DisentanglementOf(importances), importances.Average(Concentration), informativeness / importances.Count);
    }

    private static double DisentanglementOf(List<double[]> importances)
    {
        var (sum, total) = (0.0, importances.Sum(row => row.Sum()));
        for (var j = 0; j < importances[0].Length && total > 0; j++)
        {
            double[] ofDimension = [.. importances.Select(row => row[j])];
            sum += ofDimension.Sum() / total * Concentration(ofDimension);
        }

        return sum;
    }

    /// <summary>1 - the entropy of the shares to the base of their number: 1 where one share is all, 0 where all are equal or there are none.</summary>
    private static double Concentration(double[] weights)
    {
        var total = weights.Sum();
        if (total <= 0) return 0;
        if (weights.Length == 1) return 1;
        return 1 + (weights.Where(weight => weight > 0).Sum(weight => weight / total * Math.Log(weight / total)) / Math.Log(weights.Length));
    }

    /// <summary>[count, 1] numbers of an ordered factor, or [count, size] indicators of kinds.</summary>
    private static double[,] Targets(int[] values, Factor factor)
    {
        var targets = new double[values.Length, factor.IsOrdered ? 1 : factor.Size];
        for (var i = 0; i < values.Length; i++)
        {
            if (factor.IsOrdered) targets[i, 0] = values[i];
            else targets[i, values[i]] = 1;
        }

        return targets;
    }
}
