namespace Hourglass.Evaluation;

/// <summary>The statistic of the two-sample test of Kolmogorov and Smirnov.</summary>
internal static class KolmogorovSmirnov
{
    /// <summary>
    /// The largest distance between the two empirical distribution functions, from 0 to 1. Missing cells (NaN) are left out; 1 if only one column has values,
    /// NaN if none has.
    /// </summary>
    public static double Distance(double[] first, double[] second)
    {
        var (a, b) = (Sorted(first), Sorted(second));
        if (a.Length == 0 || b.Length == 0) return a.Length == b.Length ? double.NaN : 1;
        var (i, j, distance) = (0, 0, 0.0);
        while (i < a.Length && j < b.Length)
        {
            // Both functions step over equal values before they are compared.
            var value = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] <= value) i++;
            while (j < b.Length && b[j] <= value) j++;
            distance = Math.Max(distance, Math.Abs(((double)i / a.Length) - ((double)j / b.Length)));
        }

        return distance;
    }

    private static double[] Sorted(double[] values)
    {
        var given = Array.FindAll(values, value => !double.IsNaN(value));
        Array.Sort(given);
        return given;
    }
}
