using Hourglass.Numerics;

namespace Hourglass.Evaluation;

/// <summary>
/// What made rows are worth for prediction: boosted trees are trained on them and tested on held-out real rows, beside the same trained on the real rows
/// ("train on synthetic, test on real"; C. Esteban, S. L. Hyland and G. Rätsch, "Real-valued (medical) time series generation with recurrent conditional
/// GANs", 2017). For more than two levels, one classifier per level.
/// </summary>
/// <param name="Column">The predicted column, one with levels.</param>
/// <param name="Made">The scores after training on made rows.</param>
/// <param name="Real">The scores after training on real rows.</param>
/// <param name="MajorityAccuracy">The accuracy of always predicting the most frequent level of the real rows.</param>
/// <param name="TestRows">The number of held-out rows in which the column is given.</param>
public sealed record LabelPrediction(string Column, LabelScores Made, LabelScores Real, double MajorityAccuracy, int TestRows)
{
    /// <summary>With more levels, training one classifier for each takes long.</summary>
    internal const int MostLevels = 50;

    /// <summary>Why the column at this position cannot be predicted; null if it can.</summary>
    internal static string? Obstacle(TableValues real, TableValues heldOut, TableValues made, int column)
    {
        var schema = real.Columns[column];
        if (!schema.HasLevels) return $"'{schema.Name}' has no levels.";
        if (schema.Levels.Count > MostLevels) return $"'{schema.Name}' has {schema.Levels.Count} levels; at most {MostLevels} are predicted.";
        if (real.Columns.Length < 2) return $"There is no other column than '{schema.Name}'.";
        return new[] { real, heldOut, made }.Any(table => table.Cells[column].All(double.IsNaN)) ? $"'{schema.Name}' is missing in all rows of a table." : null;
    }

    /// <summary>Predicts the column at this position.</summary>
    internal static LabelPrediction Of(TableValues real, TableValues heldOut, TableValues made, int column, ulong seed, WorkControl control)
    {
        var features = TreeFeatures.Of([real, heldOut, made], column);
        double[] labels = [.. real.Cells[column], .. heldOut.Cells[column], .. made.Cells[column]];
        var (realRows, testRows) = (Given(0, real.Count), Given(real.Count, heldOut.Count));
        var madeRows = Given(real.Count + heldOut.Count, made.Count);
        var levels = real.Columns[column].Levels.Count;
        var (fits, done) = (levels > 2 ? 2 * levels : 2, 0);
        control.Done(done, fits);
        var majority = realRows.CountBy(row => labels[row]).MaxBy(level => level.Value).Key;
        return new LabelPrediction(real.Columns[column].Name, Scores(madeRows, 0), Scores(realRows, 1),
            (double)testRows.Count(row => labels[row] == majority) / testRows.Length, testRows.Length);

        int[] Given(int start, int count) => [.. Enumerable.Range(start, count).Where(row => !double.IsNaN(labels[row]))];

        LabelScores Scores(int[] learnt, ulong source)
        {
            // Two levels need one classifier: the score of the first level is the negative of that of the second.
            var scores = new float[levels][];
            for (var level = levels > 2 ? 0 : levels - 1; level < levels; level++)
            {
                var key = Randomness.Key(seed, RandomPurpose.TableFigures, ((ulong)level << 1) | source);
                scores[level] = Scored(Array.ConvertAll(labels, label => label == level), learnt, key);
                control.Done(++done, fits);
            }

            if (levels == 2) scores[0] = Array.ConvertAll(scores[1], score => -score);
            var aucs = Enumerable.Range(0, levels).Select(level => RocCurve.Area(scores[level], Array.ConvertAll(testRows, row => labels[row] == level)));
            var right = Enumerable.Range(0, testRows.Length).Count(i => Best(scores, i) == labels[testRows[i]]);
            return new LabelScores(aucs.Where(auc => !double.IsNaN(auc)).Select(auc => (double?)auc).Average(), (double)right / testRows.Length);
        }

        // Rows of one kind only leave nothing to learn.
        float[] Scored(bool[] positive, int[] learnt, ulong key) =>
            Array.TrueForAll(learnt, row => positive[row]) ? [.. Enumerable.Repeat(float.PositiveInfinity, testRows.Length)]
            : Array.TrueForAll(learnt, row => !positive[row]) ? [.. Enumerable.Repeat(float.NegativeInfinity, testRows.Length)]
            : BoostedTrees.Fit(features, positive, learnt, key).Score(testRows);
    }

    private static int Best(float[][] scores, int row)
    {
        var best = 0;
        for (var level = 1; level < scores.Length; level++)
        {
            if (scores[level][row] > scores[best][row]) best = level;
        }

        return best;
    }
}
