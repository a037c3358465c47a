using Hourglass.Data;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>
/// DCI (C. Eastwood and C. K. I. Williams, "A framework for the quantitative evaluation of disentangled representations", ICLR 2018): a
/// forest learns to predict each factor from the code, and its gain from splits on a dimension is that dimension's importance for the factor.
/// </summary>
/// <param name="Disentanglement">Whether a dimension matters for one factor only: 1 - the entropy of its importances over factors (to the base of their
/// number), averaged over dimensions weighted by their importance; NaN for a single factor, for which it is meaningless.</param>
/// <param name="Completeness">Whether one dimension alone matters for a factor: 1 - the entropy of the importances over dimensions (to the base of their
/// number), averaged over factors; NaN for a single dimension, for which it is meaningless.</param>
/// <param name="Informativeness">The fraction of the variance of a factor (of the indicators of its values if it is unordered) that the forest predicts on
/// test examples, averaged over factors; 0 if it is worse than the mean.</param>
public sealed record DciScores(double Disentanglement, double Completeness, double Informativeness)
{
    /// <summary>The scores, 0 to 1 each. They exclude factors without two values that occur twice among the training examples.</summary>
    /// <param name="codes">[count, latent], in random order.</param>
    /// <param name="factors">Factors of the same examples.</param>
    /// <param name="learnt">Number of examples, from the first on, to train on; the others are the test set.</param>
    /// <param name="trees">Trees per factor; at least 1.</param>
    /// <param name="seed">Seed of the choice of examples for each tree.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="UsageException">The number of training examples is 0 or larger than the number of examples, or there are no trees.</exception>
    /// <exception cref="HourglassException">Codes and factors differ in number, no factor varies, or an unordered factor has more than 256 values.</exception>
    public static DciScores Of(float[,] codes, FactorTable factors, int learnt, int trees = 20, ulong seed = 1, Action<RowsDone>? report = null,
        CancellationToken cancellation = default)
    {
        DisentanglementScores.Require(codes, factors, learnt);
        new DisentanglementOptions { Trees = trees }.Demand();
        var varying = ScoredFactors.Varying(factors, learnt);
        if (varying.Count == 0) throw new HourglassException($"{What("No factor")} varies, so there is none to predict; give {Allowed("more examples")}.");
        if (varying.Where(k => ScoredFactors.HasTooManyKinds(factors, k)).Select(k => factors.Factors[k].Name).FirstOrDefault() is { } rich)
            throw new HourglassException($"The factor '{What(rich)}' has more than {Got(ScoredFactors.MostKinds)} kinds; " +
                $"{Allowed("omit it, or give its values an order")}.");
        var dimensions = new BinnedCodes(codes, learnt);
        List<double[]> importances = [];
        var informativeness = 0.0;
        var control = new WorkControl("dci", report, cancellation);
        foreach (var k in varying)
        {
            control.Done(importances.Count, varying.Count);
            var forest = ImportanceForest.Grow(dimensions, Targets(factors.Column(k), factors.Factors[k]), learnt, trees, seed, cancellation);
            importances.Add(forest.Importance);
            informativeness += forest.ExplainedVariance;
        }

        return new DciScores(
            varying.Count > 1 ? DisentanglementOf(importances) : double.NaN,
            dimensions.Dimensions > 1 ? importances.Average(Concentration) : double.NaN,
            informativeness / importances.Count);
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

    /// <summary>1 - the entropy of the shares to the base of their number: 1 if one share is all, 0 if all are equal or there are none.</summary>
    private static double Concentration(double[] weights)
    {
        var total = weights.Sum();
        if (total <= 0) return 0;
        return 1 + (weights.Where(weight => weight > 0).Sum(weight => weight / total * Math.Log(weight / total)) / Math.Log(weights.Length));
    }

    /// <summary>
    /// [count, 1] numbers of an ordered factor, shifted to start at 0 so that squares of large ones lose no precision, or [count, kinds] indicators of values.
    /// </summary>
    private static double[,] Targets(int[] values, Factor factor)
    {
        var kinds = factor.IsOrdered ? null : DistinctValues.Of(values);
        var least = values.Min();
        var targets = new double[values.Length, kinds?.Count ?? 1];
        for (var i = 0; i < values.Length; i++)
        {
            if (kinds is null) targets[i, 0] = (double)values[i] - least;
            else targets[i, kinds.Places[i]] = 1;
        }

        return targets;
    }
}
