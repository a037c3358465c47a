namespace Hourglass.Sweeps;

/// <summary>How much worse than the best a figure may be without being held for worse.</summary>
/// <param name="Width">In the figure's unit; 0 and more.</param>
/// <param name="Name">What it is, for a person.</param>
internal sealed record Margin(double Width, string Name)
{
    /// <summary>
    /// The best row's standard error over seeds; or, where it is more, a second one. For a likelihood that is the standard error over held-out examples of the difference
    /// between the two rows: a part of the likelihood itself would hang on the units of the data, which add a constant to it. An error has a zero, and a
    /// part of it is taken.
    /// </summary>
    public static Margin Of(SweepRow row, SweepRow best, string figure)
    {
        var other = figure == SweepSummary.Likelihood
            ? new Margin(DifferenceError(row, best), "one standard error over held-out examples")
            : new Margin(Recommendation.Share * Math.Abs(best.Figure), "1 %");
        return best.StandardError > other.Width ? new Margin(best.StandardError, "one standard error over seeds") : other;
    }

    /// <summary>
    /// The standard error of the mean over examples of a - b. Runs of one seed hold out the same examples, so that what makes an example hard for all
    /// models drops out. 0 where nothing is known of examples.
    /// </summary>
    private static double DifferenceError(SweepRow a, SweepRow b)
    {
        var (seeds, variance) = (0, 0.0);
        foreach (var (seed, ofA) in a.ExampleNats)
        {
            if (!b.ExampleNats.TryGetValue(seed, out var ofB) || ofA.Count != ofB.Count || ofA.Count < 2) continue;
            double[] differences = [.. ofA.Zip(ofB, (x, y) => (double)x - y)];
            var mean = differences.Average();
            variance += differences.Sum(value => (value - mean) * (value - mean)) / (differences.Length - 1.0) / differences.Length;
            seeds++;
        }

        return seeds > 0 ? Math.Sqrt(variance) / seeds : 0;
    }
}
