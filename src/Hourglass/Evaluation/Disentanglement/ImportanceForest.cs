using Hourglass.Numerics;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>
/// Regression trees, each grown on a bootstrap sample (L. Breiman, "Bagging predictors", 1996), with every dimension a candidate at every split, so
/// that where one dimension says it all no other is ever split on. Several targets share a tree, which then lowers their summed variance: for
/// indicators of classes, the Gini impurity.
/// </summary>
/// <param name="Importance">What splits on each dimension lower the summed squared error by, as shares of the whole: [latent]; all 0 where nothing was split.</param>
/// <param name="ExplainedVariance">1 - the squared error on the rows not learnt from as a share of that of their mean, 0 where it is negative.</param>
internal sealed record ImportanceForest(double[] Importance, double ExplainedVariance)
{
    /// <summary>Grows the trees and judges them.</summary>
    /// <param name="codes">The binned codes.</param>
    /// <param name="targets">[count, targets].</param>
    /// <param name="learnt">How many of the first rows are learnt from; the others are judged on.</param>
    /// <param name="trees">How many.</param>
    /// <param name="seed">Decides the bootstrap samples.</param>
    public static ImportanceForest Grow(BinnedCodes codes, double[,] targets, int learnt, int trees, ulong seed)
    {
        var grown = new ImportanceTree[trees];
        Concurrently.For(trees, t =>
        {
            var state = Randomness.Key(seed, RandomPurpose.ImportanceForest, (ulong)t);
            var rows = new int[learnt];
            for (var i = 0; i < learnt; i++) rows[i] = FactorGroups.Below(learnt, ref state);
            grown[t] = new ImportanceTree(codes, targets, rows);
        });
        var importance = new double[codes.Dimensions];
        foreach (var tree in grown)
        {
            for (var j = 0; j < importance.Length; j++) importance[j] += tree.Importance[j];
        }

        var total = importance.Sum();
        for (var j = 0; j < importance.Length && total > 0; j++) importance[j] /= total;
        return new ImportanceForest(importance, Explained(codes, targets, learnt, grown));
    }

    private static double Explained(BinnedCodes codes, double[,] targets, int learnt, ImportanceTree[] trees)
    {
        var (count, width) = (targets.GetLength(0), targets.GetLength(1));
        if (count == learnt) return 0;
        var mean = new double[width];
        for (var i = learnt; i < count; i++)
        {
            for (var m = 0; m < width; m++) mean[m] += targets[i, m] / (count - learnt);
        }

        var (error, variance) = (0.0, 0.0);
        var guess = new double[width];
        for (var i = learnt; i < count; i++)
        {
            Array.Clear(guess);
            foreach (var tree in trees) tree.AddTo(guess, codes, i);
            for (var m = 0; m < width; m++)
            {
                error += Square(targets[i, m] - (guess[m] / trees.Length));
                variance += Square(targets[i, m] - mean[m]);
            }
        }

        return variance > 0 ? Math.Max(0, 1 - (error / variance)) : 0;
    }

    private static double Square(double value) => value * value;
}
