using Hourglass.Data;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>
/// MIG: for each factor, how much more information the best code dimension has than the second best, relative to the factor's entropy, averaged over
/// factors (T. Q. Chen, X. Li, R. Grosse and D. Duvenaud, "Isolating sources of disentanglement in variational autoencoders", NeurIPS 2018,
/// equation 6), with the mutual information of histograms of the code's mean, as F. Locatello and others, "Challenging common
/// assumptions in the unsupervised learning of disentangled representations", ICML 2019, compute it.
/// </summary>
public static class MutualInformationGap
{
    /// <summary>The score over all these examples, 0 to 1. Excludes factors without two values that occur twice.</summary>
    /// <param name="codes">[count, latent].</param>
    /// <param name="factors">Factors of the same examples.</param>
    /// <param name="bins">Number of bins of equal width between the smallest and the largest value of a dimension; at least 2.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="UsageException">There are too few bins.</exception>
    /// <exception cref="HourglassException">Codes and factors differ in number, or no factor varies.</exception>
    public static double Of(float[,] codes, FactorTable factors, int bins = 20, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        DisentanglementScores.Require(codes, factors);
        new DisentanglementOptions { Bins = bins }.Demand();
        var (latent, sum) = (codes.GetLength(1), 0.0);
        int[][] binned = [.. Enumerable.Range(0, latent).Select(j => Binned(codes, j, bins))];
        var varying = ScoredFactors.Varying(factors, factors.Count);
        var (control, done) = (new WorkControl("mig", report, cancellation), 0);
        foreach (var k in varying)
        {
            control.Done(done++, varying.Count);
            var values = DistinctValues.Of(factors.Column(k));
            var (best, second) = LargestTwo.Of(Enumerable.Range(0, latent).Select(j => MutualInformation(binned[j], bins, values.Places, values.Count)));
            sum += (best - second) / Entropy(values);
        }

        return varying.Count > 0
            ? sum / varying.Count
            : throw new HourglassException($"{What("No factor")} varies, so there is no mutual information; give {Allowed("more examples")}.");
    }

    /// <summary>The entropy of the frequencies of some values in nats.</summary>
    private static double Entropy(DistinctValues values)
    {
        var counts = new int[values.Count];
        foreach (var place in values.Places) counts[place]++;
        return counts.Sum(count => (double)count / values.Places.Length * Math.Log((double)values.Places.Length / count));
    }

    /// <summary>I(a; b) in nats, from the joint frequencies of two columns of whole numbers.</summary>
    private static double MutualInformation(int[] a, int sizeOfA, int[] b, int sizeOfB)
    {
        var joint = new int[sizeOfA, sizeOfB];
        var (ofA, ofB) = (new int[sizeOfA], new int[sizeOfB]);
        for (var i = 0; i < a.Length; i++)
        {
            joint[a[i], b[i]]++;
            ofA[a[i]]++;
            ofB[b[i]]++;
        }

        var sum = 0.0;
        for (var i = 0; i < sizeOfA; i++)
        {
            for (var j = 0; j < sizeOfB; j++)
            {
                if (joint[i, j] > 0) sum += joint[i, j] * Math.Log((double)joint[i, j] * a.Length / ((double)ofA[i] * ofB[j]));
            }
        }

        return Math.Max(0, sum / a.Length);
    }

    private static int[] Binned(float[,] codes, int dimension, int bins)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < codes.GetLength(0); i++)
        {
            least = Math.Min(least, codes[i, dimension]);
            most = Math.Max(most, codes[i, dimension]);
        }

        var binned = new int[codes.GetLength(0)];
        for (var i = 0; i < binned.Length && most > least; i++) binned[i] = Math.Min(bins - 1, (int)((codes[i, dimension] - least) / (most - least) * bins));
        return binned;
    }
}
