using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>
/// The score of H. Kim and A. Mnih, "Disentangling by factorising", ICML 2018, section 4: for examples that share one factor, the code dimension
/// that varies least (relative to its variance over all examples) votes for that factor; the score is the fraction of votes that agree with the dimension's
/// majority vote, determined on other batches.
/// </summary>
public static class FactorVaeScore
{
    private const int VotesAtOnce = 256;

    /// <summary>The score, 0 to 1; chance is 1 / factors. Dimensions that are constant do not vote.</summary>
    /// <param name="codes">[count, latent].</param>
    /// <param name="factors">Factors of the same examples.</param>
    /// <param name="options">Votes, batch and seed.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="UsageException">An option is out of range.</exception>
    /// <exception cref="HourglassException">Codes and factors differ in number, or fewer than two factors vary.</exception>
    public static double Of(float[,] codes, FactorTable factors, DisentanglementOptions? options = null, Action<RowsDone>? report = null,
        CancellationToken cancellation = default)
    {
        options ??= new DisentanglementOptions();
        options.Demand();
        DisentanglementScores.Require(codes, factors);
        var groups = new FactorGroups(factors);
        if (groups.Factors.Count < 2)
            throw new HourglassException($"The {What("number of factors that take two values in two examples each")} is {Got(groups.Factors.Count)}; " +
                $"{Allowed("at least two are needed, so give more examples or more factors")}.");
        var state = Randomness.Key(options.Seed, RandomPurpose.FactorVaeScore);
        var variances = Variances(codes, [.. Enumerable.Range(0, codes.GetLength(0))]);
        var votes = new int[codes.GetLength(1), groups.Factors.Count];
        var (control, total) = (new WorkControl("factor_vae_score", report, cancellation), options.Votes + options.TestVotes);
        for (var i = 0; i < options.Votes; i++)
        {
            if (i % VotesAtOnce == 0) control.Done(i, total);
            var (dimension, factor) = Vote(ref state);
            votes[dimension, factor]++;
        }

        var right = 0;
        for (var i = 0; i < options.TestVotes; i++)
        {
            if (i % VotesAtOnce == 0) control.Done(options.Votes + i, total);
            var (dimension, factor) = Vote(ref state);
            if (Usual(votes, dimension) == factor) right++;
        }

        return (double)right / options.TestVotes;

        (int Dimension, int Factor) Vote(ref ulong random)
        {
            var factor = FactorGroups.Below(groups.Factors.Count, ref random);
            var group = groups.Draw(factor, ref random);
            var batch = new int[options.Batch];
            for (var i = 0; i < batch.Length; i++) batch[i] = group[FactorGroups.Below(group.Length, ref random)];
            return (LeastVarying(Variances(codes, batch), variances), factor);
        }
    }

    private static int LeastVarying(double[] ofBatch, double[] ofAll)
    {
        var (least, which) = (double.PositiveInfinity, 0);
        for (var j = 0; j < ofAll.Length; j++)
        {
            if (ofAll[j] <= 0 || ofBatch[j] / ofAll[j] >= least) continue;
            (least, which) = (ofBatch[j] / ofAll[j], j);
        }

        return which;
    }

    private static int Usual(int[,] votes, int dimension)
    {
        var usual = 0;
        for (var k = 1; k < votes.GetLength(1); k++)
        {
            if (votes[dimension, k] > votes[dimension, usual]) usual = k;
        }

        return usual;
    }

    private static double[] Variances(float[,] codes, int[] rows)
    {
        var width = codes.GetLength(1);
        var (mean, squares) = (new double[width], new double[width]);
        foreach (var row in rows)
        {
            for (var j = 0; j < width; j++) mean[j] += codes[row, j];
        }

        foreach (var row in rows)
        {
            for (var j = 0; j < width; j++)
            {
                var distance = codes[row, j] - (mean[j] / rows.Length);
                squares[j] += distance * distance;
            }
        }

        return Array.ConvertAll(squares, sum => sum / rows.Length);
    }
}
