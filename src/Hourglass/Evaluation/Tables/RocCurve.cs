namespace Hourglass.Evaluation;

/// <summary>The receiver operating characteristic of scores.</summary>
internal static class RocCurve
{
    /// <summary>
    /// The area under the curve: the probability that the score of a random positive row is above that of a random negative one, where equal scores count half
    /// (J. A. Hanley and B. J. McNeil, "The meaning and use of the area under a receiver operating characteristic (ROC) curve", Radiology 143, 1982). NaN if
    /// there are no positive or no negative rows.
    /// </summary>
    public static double Area(ReadOnlySpan<float> scores, ReadOnlySpan<bool> positive)
    {
        var keys = scores.ToArray();
        var sorted = positive.ToArray();
        Array.Sort(keys, sorted);
        var (won, below) = (0.0, 0L);
        for (var start = 0; start < keys.Length;)
        {
            var (end, positives) = (start, 0);
            for (; end < keys.Length && keys[end] == keys[start]; end++) positives += sorted[end] ? 1 : 0;
            var negatives = end - start - positives;
            won += positives * (below + (negatives / 2.0));
            below += negatives;
            start = end;
        }

        return won / ((double)below * (keys.Length - below));
    }
}
