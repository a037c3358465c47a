using Hourglass.Data;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>
/// SAP, the separated attribute predictability: for each factor, how much better the best single code dimension predicts it than the second
/// best, averaged over factors (A. Kumar, P. Sattigeri and A. Balakrishnan, "Variational inference of disentangled latent concepts from
/// unlabeled observations", ICLR 2018, section 3). An ordered factor is predicted by linear regression, scored by R^2 = the squared correlation;
/// an unordered one by thresholds half-way between the classes' means, scored by the mean over classes of the recall,
/// on examples that were not used for the means.
/// </summary>
public static class AttributePredictability
{
    /// <summary>
    /// The score, 0 to 1; perfect codes have 1 for an ordered factor and 1 - 1 / classes for another. Excludes factors without two values that occur twice
    /// among the training examples. For a single dimension, which has no second one to compare with, chance is subtracted from the accuracy for unordered
    /// factors.
    /// </summary>
    /// <param name="codes">[count, latent], in random order.</param>
    /// <param name="factors">Factors of the same examples.</param>
    /// <param name="learnt">Number of examples, from the first on, to train on; the others are the test set.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="UsageException">The number of training examples is 0 or larger than the number of examples.</exception>
    /// <exception cref="HourglassException">Codes and factors differ in number, or no factor varies.</exception>
    public static double Of(float[,] codes, FactorTable factors, int learnt, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        DisentanglementScores.Require(codes, factors, learnt);
        var (latent, sum) = (codes.GetLength(1), 0.0);
        var varying = ScoredFactors.Varying(factors, learnt);
        var (control, done) = (new WorkControl("sap", report, cancellation), 0);
        foreach (var k in varying)
        {
            control.Done(done++, varying.Count);
            var column = factors.Column(k);
            if (factors.Factors[k].IsOrdered)
            {
                sum += Gap(Enumerable.Range(0, latent).Select(j => SquaredCorrelation(codes, j, column)));
                continue;
            }

            var kinds = DistinctValues.Of(column);
            var accuracies = Enumerable.Range(0, latent).Select(j => Accuracy(codes, j, kinds, learnt));
            sum += latent > 1 ? Gap(accuracies) : Math.Max(0, accuracies.Single() - Chance(kinds, learnt));
        }

        return varying.Count > 0 ? sum / varying.Count : throw new HourglassException($"{What("No factor")} varies, so there is none to predict; give " +
            $"{Allowed("more examples")}.");
    }

    private static double Gap(IEnumerable<double> figures)
    {
        var (best, second) = LargestTwo.Of(figures);
        return best - second;
    }

    /// <summary>The accuracy of always predicting the same value.</summary>
    private static double Chance(DistinctValues kinds, int learnt) => 1.0 / Math.Max(1, kinds.Places.Skip(learnt).Distinct().Count());

    private static double SquaredCorrelation(float[,] codes, int dimension, int[] values)
    {
        double meanCode = 0, meanValue = 0;
        for (var i = 0; i < values.Length; i++)
        {
            meanCode += (double)codes[i, dimension] / values.Length;
            meanValue += (double)values[i] / values.Length;
        }

        double product = 0, ofCode = 0, ofValue = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var (code, value) = (codes[i, dimension] - meanCode, values[i] - meanValue);
            product += code * value;
            ofCode += code * code;
            ofValue += value * value;
        }

        return ofCode > 0 ? product * product / (ofCode * ofValue) : 0;
    }

    private static double Accuracy(float[,] codes, int dimension, DistinctValues kinds, int learnt)
    {
        var (values, size) = (kinds.Places, kinds.Count);
        var (means, counts) = (new double[size], new int[size]);
        for (var i = 0; i < learnt; i++)
        {
            means[values[i]] += codes[i, dimension];
            counts[values[i]]++;
        }

        for (var value = 0; value < size; value++) means[value] = counts[value] > 0 ? means[value] / counts[value] : double.PositiveInfinity;
        var (right, judged) = (new int[size], new int[size]);
        for (var i = learnt; i < values.Length; i++)
        {
            var nearest = 0;
            for (var value = 1; value < size; value++)
            {
                if (Math.Abs(codes[i, dimension] - means[value]) < Math.Abs(codes[i, dimension] - means[nearest])) nearest = value;
            }

            judged[values[i]]++;
            if (nearest == values[i]) right[values[i]]++;
        }

        return Enumerable.Range(0, size).Where(value => judged[value] > 0).Select(value => (double)right[value] / judged[value]).DefaultIfEmpty(0).Average();
    }
}
