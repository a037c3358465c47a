namespace Hourglass.Evaluation;

/// <summary>
/// The distances of rows to the closest training row, from 0 (equal) to 1 (different in every column): the mean over the columns of |difference| / range for
/// numbers and of 0 or 1 for levels (Gower 1971); a missing cell differs from a given one.
/// </summary>
/// <param name="FifthPercentile">The distance that one row in twenty does not exceed.</param>
/// <param name="Median">The distance that half of the rows do not exceed.</param>
public sealed record ClosestDistances(double FifthPercentile, double Median)
{
    internal static ClosestDistances Of(float[] distances)
    {
        var sorted = distances.Order().ToArray();
        return new ClosestDistances(sorted[(sorted.Length - 1) / 20], sorted[(sorted.Length - 1) / 2]);
    }
}
