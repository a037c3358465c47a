namespace Hourglass.Sweeps;

/// <summary>How much worse than the best a metric may be and still count as equally good.</summary>
/// <param name="Width">In the metric's unit; 0 or more.</param>
/// <param name="Name">Its description, in words.</param>
internal sealed record Margin(double Width, string Name)
{
    /// <summary>
    /// The best row's standard error over seeds or, if larger, a second margin. For a likelihood that is the standard error over held-out examples of the
    /// difference between the two rows: a fraction of the likelihood itself would depend on the units of the data, which add a constant to it. An error has an
    /// absolute zero, so its margin is a fraction of it.
    /// </summary>
    public static Margin Of(SweepRow row, SweepRow best, string figure)
    {
        var other = figure == SweepSummary.Likelihood
            ? new Margin(DifferenceError(row, best), "one standard error over held-out examples")
            : new Margin(Recommendation.Share * Math.Abs(best.Figure), "1 %");
        return best.StandardError > other.Width ? new Margin(best.StandardError, "one standard error over seeds") : other;
    }

    /// <summary>
    /// The standard error of the mean over examples of a - b. Runs of one seed hold out the same examples, so that the difficulty of an example for all
    /// models cancels out. 0 if there are no per-example values.
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
