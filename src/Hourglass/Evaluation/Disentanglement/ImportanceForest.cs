using Hourglass.Numerics;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>
/// Regression trees, each grown on a bootstrap sample (L. Breiman, "Bagging predictors", 1996), with every dimension a candidate at every split, so
/// that if one dimension is sufficient, no other is ever split on. Several targets share a tree, which then lowers their summed variance: for
/// indicators of classes, the Gini impurity.
/// </summary>
/// <param name="Importance">Reduction of the summed squared error by splits on each dimension, as fractions of the total: [latent]; all 0 if nothing was
/// split.</param>
/// <param name="ExplainedVariance">1 - the squared error on the test rows relative to that of their mean, but at least 0.</param>
internal sealed record ImportanceForest(double[] Importance, double ExplainedVariance)
{
    /// <summary>Grows and tests the trees.</summary>
    /// <param name="codes">The binned codes.</param>
    /// <param name="targets">[count, targets].</param>
    /// <param name="learnt">Number of rows, from the first on, to train on; the others are the test set.</param>
    /// <param name="trees">Number of trees.</param>
    /// <param name="seed">Seed of the bootstrap samples.</param>
    /// <param name="cancellation">Stops the computation before the next tree.</param>
    public static ImportanceForest Grow(BinnedCodes codes, double[,] targets, int learnt, int trees, ulong seed, CancellationToken cancellation = default)
    {
        var grown = new ImportanceTree[trees];
        Concurrently.For(trees, t =>
        {
            cancellation.ThrowIfCancellationRequested();
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
