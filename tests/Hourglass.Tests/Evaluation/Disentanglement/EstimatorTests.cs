using Hourglass.Data;
using Hourglass.Evaluation.Disentanglement;

namespace Hourglass.Tests.Evaluation.Disentanglement;

/// <summary>The estimators behind the scores, each against what is computed by hand or known.</summary>
public sealed class EstimatorTests
{
    [Fact]
    public void The_mutual_information_gap_by_hand()
    {
        var table = new FactorTable([new Factor("v", 2)], new[,] { { 0 }, { 0 }, { 1 }, { 1 } });
        var codes = new float[,] { { 0, 0 }, { 0, 1 }, { 1, 1 }, { 1, 1 } };

        // I(z1; v) = log 2; I(z2; v) = H(v) + H(z2) - H(z2, v) with frequencies 1/4, 3/4 and 1/4, 1/4, 1/2.
        var second = Math.Log(2) + (0.25 * Math.Log(4)) + (0.75 * Math.Log(4 / 3.0)) - (0.5 * Math.Log(4)) - (0.5 * Math.Log(2));
        Assert.Equal((Math.Log(2) - second) / Math.Log(2), MutualInformationGap.Of(codes, table), 1e-12);
        Assert.Equal(1, MutualInformationGap.Of(new float[,] { { 3 }, { 3 }, { 4 }, { 4 } }, table), 1e-12);
    }

    [Fact]
    public void Noise_lowers_the_gap_by_what_it_hides()
    {
        // A channel that tells the value with probability 1 - e and else another of n: I = log n - H(e) - e log(n - 1).
        const int Values = 8, Times = 4000;
        var table = FactorialCodes.Table([Values], Times);
        var flips = (int i) => FactorialCodes.Noise(i, 0) < -0.5;
        var codes = FactorialCodes.Codes(table, 1,
            (i, _) => flips(i) ? (table.Values[i, 0] + 1 + (int)((FactorialCodes.Noise(i, 1) + 1) / 2 * (Values - 1))) % Values : table.Values[i, 0]);
        const double E = 0.25;
        var information = Math.Log(Values) + (E * Math.Log(E)) + ((1 - E) * Math.Log(1 - E)) - (E * Math.Log(Values - 1));
        Assert.Equal(information / Math.Log(Values), MutualInformationGap.Of(codes, table), 0.01);
    }

    [Fact]
    public void Predictability_of_an_ordered_factor_is_the_gap_of_squared_correlations()
    {
        // Two independent factors of equal variance: z1 = a, z2 = a + 2b has R^2 = 1 / 5 with a and 4 / 5 with b.
        var table = FactorialCodes.Table([10, 10], 30);
        var codes = FactorialCodes.Codes(table, 2, (i, j) => table.Values[i, 0] + (j * 2 * table.Values[i, 1]));
        Assert.Equal(((1 - 0.2) + 0.8) / 2, AttributePredictability.Of(codes, table, 2000), 1e-6);
    }

    [Fact]
    public void A_forest_finds_what_each_dimension_is_worth()
    {
        // y = 3 a + b: the shares of its variance are 9 / 10 and 1 / 10, and trees take them apart exactly in the limit.
        var table = FactorialCodes.Table([8, 8], 120);
        var codes = FactorialCodes.Codes(table, 3, (i, j) => j < 2 ? table.Values[i, j] : FactorialCodes.Noise(i, j));
        var targets = new double[table.Count, 1];
        for (var i = 0; i < table.Count; i++) targets[i, 0] = (3 * codes[i, 0]) + codes[i, 1];
        var forest = ImportanceForest.Grow(new BinnedCodes(codes, 5000), targets, 5000, 4, seed: 1);
        Assert.Equal(0.9, forest.Importance[0], 0.01);
        Assert.Equal(0.1, forest.Importance[1], 0.01);
        Assert.Equal(0, forest.Importance[2], 1e-3);
        Assert.Equal(1, forest.ExplainedVariance, 1e-3);
    }

    [Fact]
    public void A_forest_does_not_take_noise_for_knowledge()
    {
        var table = FactorialCodes.Table([8], 400);
        var codes = FactorialCodes.Codes(table, 2, FactorialCodes.Noise);
        var targets = new double[table.Count, 1];
        for (var i = 0; i < table.Count; i++) targets[i, 0] = table.Values[i, 0];
        Assert.Equal(0, ImportanceForest.Grow(new BinnedCodes(codes, 2000), targets, 2000, 4, seed: 1).ExplainedVariance, 1e-6);
    }
}
