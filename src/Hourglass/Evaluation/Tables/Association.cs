using Hourglass.Data;

namespace Hourglass.Evaluation;

/// <summary>
/// The strength of the association of two columns, from 0 (none) to 1 (one is a linear function of the other, where levels are coded one-hot): Pearson's
/// correlation of two columns of numbers, the only one with a sign; the correlation ratio of a column of levels and one of numbers; Cramér's V of two columns
/// of levels. The three are one definition, the root of the mean squared canonical correlation of the two codings (E. M. Cramer and W. A. Nicewander, "Some
/// symmetric, invariant measures of multivariate association", Psychometrika 44, 1979), so that they can be compared. The latter two are corrected for the
/// chance association of many levels in few rows (T. L. Kelley, "An unbiased correlation ratio measure", PNAS 21, 1935; W. Bergsma, "A bias-correction for
/// Cramér's V and Tschuprow's T", Journal of the Korean Statistical Society 42, 2013). Only rows in which both cells are given count; the value is 0 where a
/// column does not vary.
/// </summary>
internal static class Association
{
    /// <summary>The association of two columns.</summary>
    public static double Of(ColumnSchema first, double[] a, ColumnSchema second, double[] b) => (first.HasLevels, second.HasLevels) switch
    {
        (false, false) => Correlation(a, b),
        (true, false) => CorrelationRatio(CodedColumn.Levels(first, a), b),
        (false, true) => CorrelationRatio(CodedColumn.Levels(second, b), a),
        _ => CramersV(new Contingency(CodedColumn.Levels(first, a), CodedColumn.Levels(second, b)), first.Levels.Count, second.Levels.Count),
    };

    /// <summary>Pearson's correlation, -1 to 1.</summary>
    public static double Correlation(double[] a, double[] b)
    {
        var (n, startA, startB) = (0, 0.0, 0.0);
        var (sumA, sumB, squaresA, squaresB, products) = (0.0, 0.0, 0.0, 0.0, 0.0);
        var (meanA, meanB) = (0.0, 0.0);

        // Relative to the first row, a constant column has exactly no variance, and points in time lose no digits.
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < a.Length; i++)
            {
                if (double.IsNaN(a[i]) || double.IsNaN(b[i])) continue;
                if (pass == 0)
                {
                    if (n++ == 0) (startA, startB) = (a[i], b[i]);
                    sumA += a[i] - startA;
                    sumB += b[i] - startB;
                    continue;
                }

                var (x, y) = (a[i] - startA - meanA, b[i] - startB - meanB);
                squaresA += x * x;
                squaresB += y * y;
                products += x * y;
            }

            if (n < 2) return 0;
            (meanA, meanB) = (sumA / n, sumB / n);
        }

        return squaresA > 0 && squaresB > 0 ? Math.Clamp(products / (Math.Sqrt(squaresA) * Math.Sqrt(squaresB)), -1, 1) : 0;
    }

    /// <summary>The correlation ratio, 0 to 1: the root of the fraction of the variance of the numbers that the means of the levels explain.</summary>
    public static double CorrelationRatio(CodedColumn levels, double[] numbers)
    {
        var (n, start, total) = (0, 0.0, 0.0);
        var counts = new int[levels.Codes];
        var sums = new double[levels.Codes];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (levels.Values[i] < 0 || double.IsNaN(numbers[i])) continue;
            if (n++ == 0) start = numbers[i];
            counts[levels.Values[i]]++;
            sums[levels.Values[i]] += numbers[i] - start;
            total += numbers[i] - start;
        }

        var (mean, within, between, groups) = (total / Math.Max(n, 1), 0.0, 0.0, 0);
        for (var level = 0; level < counts.Length; level++)
        {
            if (counts[level] == 0) continue;
            groups++;
            sums[level] /= counts[level];
            between += counts[level] * (sums[level] - mean) * (sums[level] - mean);
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            if (levels.Values[i] < 0 || double.IsNaN(numbers[i])) continue;
            var rest = numbers[i] - start - sums[levels.Values[i]];
            within += rest * rest;
        }

        if (groups < 2 || n <= groups || within + between <= 0) return 0;
        var explained = 1 - (within / (within + between) * (n - 1) / (n - groups));
        return Math.Sqrt(Math.Clamp(explained, 0, 1));
    }

    /// <summary>Cramér's V, 0 to 1, after the correction of Bergsma.</summary>
    public static double CramersV(Contingency counts, int firstLevels, int secondLevels)
    {
        if (counts.Total < 2) return 0;
        var (rows, columns) = (new long[firstLevels], new long[secondLevels]);
        foreach (var (first, second, count) in counts.Cells)
        {
            rows[first] += count;
            columns[second] += count;
        }

        var meanSquare = -1.0;
        foreach (var (first, second, count) in counts.Cells) meanSquare += (double)count * count / ((double)rows[first] * columns[second]);
        var (r, c, free) = (rows.Count(sum => sum > 0), columns.Count(sum => sum > 0), counts.Total - 1.0);
        var corrected = meanSquare - ((r - 1) * (c - 1) / free);
        var least = Math.Min(r - 1 - ((r - 1) * (r - 1) / free), c - 1 - ((c - 1) * (c - 1) / free));
        return corrected > 0 && least > 0 ? Math.Sqrt(Math.Min(1, corrected / least)) : 0;
    }
}
