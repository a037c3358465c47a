using Hourglass.Numerics;

namespace Hourglass.Evaluation;

/// <summary>
/// Whether a classifier can tell made rows from real ones (D. Lopez-Paz and M. Oquab, "Revisiting classifier two-sample tests", ICLR 2017): boosted trees are
/// trained on two thirds of the rows and score the others, three times, where each third is a consecutive part of both tables.
/// </summary>
/// <param name="Auc">
/// The area under the ROC curve, the mean over the three parts: 0.5 if made rows cannot be told from real ones, 1 if they always can. Below 0.5, values of
/// real rows were copied: a value that is real in a training part is then made in the other.
/// </param>
/// <param name="PartAucs">The area of each part.</param>
/// <param name="RealRows">The number of real rows used.</param>
/// <param name="MadeRows">The number of made rows used.</param>
public sealed record TwoSampleTest(double Auc, ValueList<double> PartAucs, int RealRows, int MadeRows)
{
    private const int Parts = 3;

    /// <summary>The test; null if a table has fewer than three rows.</summary>
    internal static TwoSampleTest? Of(TableValues real, TableValues made, ulong seed, WorkControl control)
    {
        if (Math.Min(real.Count, made.Count) < Parts) return null;
        control.Done(0, Parts);
        var features = TreeFeatures.Of([real, made]);
        var isReal = new bool[real.Count + made.Count];
        Array.Fill(isReal, true, 0, real.Count);
        var aucs = new double[Parts];
        for (var part = 0; part < Parts; part++)
        {
            int[] tested = [.. Enumerable.Range(0, isReal.Length).Where(row => Part(row) == part)];
            int[] learnt = [.. Enumerable.Range(0, isReal.Length).Where(row => Part(row) != part)];
            var scores = BoostedTrees.Fit(features, isReal, learnt, Randomness.Key(seed, RandomPurpose.TableFigures, (ulong)part)).Score(tested);
            aucs[part] = RocCurve.Area(scores, Array.ConvertAll(tested, row => isReal[row]));
            control.Done(part + 1, Parts);
        }

        return new TwoSampleTest(aucs.Average(), [.. aucs], real.Count, made.Count);

        int Part(int row) => row < real.Count ? (int)((long)row * Parts / real.Count) : (int)((long)(row - real.Count) * Parts / made.Count);
    }
}
