using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>
/// The score of I. Higgins and others, "beta-VAE: learning basic visual concepts with a constrained variational framework", ICLR 2017,
/// section 3: how often a linear classifier predicts, from the mean absolute difference of the codes of pairs, which factor the two of each pair share.
/// </summary>
public static class BetaVaeScore
{
    // So small that it only matters if a dimension is redundant.
    private const double Ridge = 1e-8;
    private const int DifferencesAtOnce = 256;

    /// <summary>The accuracy on test differences, 0 to 1; chance is 1 / factors.</summary>
    /// <param name="codes">[count, latent].</param>
    /// <param name="factors">Factors of the same examples.</param>
    /// <param name="options">Number of differences (votes), pairs per difference (batch) and seed.</param>
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
        var control = new WorkControl("beta_vae_score", report, cancellation);
        var state = Randomness.Key(options.Seed, RandomPurpose.BetaVaeScore);
        var (differences, which) = Draw(options.Votes, ref state);
        var (others, truth) = Draw(options.TestVotes, ref state);
        return LinearProbe.Fit(differences, which, Ridge, report, cancellation).Accuracy(others, truth);

        (float[,] Differences, int[] Factors) Draw(int count, ref ulong random)
        {
            var width = codes.GetLength(1);
            var (rows, chosen) = (new float[count, width], new int[count]);
            for (var i = 0; i < count; i++)
            {
                if (i % DifferencesAtOnce == 0) control.Done(i, count);
                chosen[i] = FactorGroups.Below(groups.Factors.Count, ref random);
                for (var pair = 0; pair < options.Batch; pair++)
                {
                    var group = groups.Draw(chosen[i], ref random);
                    var (a, b) = (group[FactorGroups.Below(group.Length, ref random)], group[FactorGroups.Below(group.Length, ref random)]);
                    for (var j = 0; j < width; j++) rows[i, j] += Math.Abs(codes[a, j] - codes[b, j]) / options.Batch;
                }
            }

            return (rows, chosen);
        }
    }
}
