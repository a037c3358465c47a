namespace Hourglass.Numerics;

/// <summary>Student's t distribution with whole degrees of freedom.</summary>
internal static class StudentDistribution
{
    /// <summary>The log-density at 0.</summary>
    public static double LogPeak(int freedom) => LogGamma.Of((freedom + 1) / 2.0) - LogGamma.Of(freedom / 2.0) - (0.5 * Math.Log(freedom * Math.PI));

    /// <summary>The distribution function (Abramowitz and Stegun, 26.7.3 and 26.7.4).</summary>
    public static double Of(double t, int freedom)
    {
        var angle = Math.Atan(t / Math.Sqrt(freedom));
        var (sine, cosine) = Math.SinCos(angle);
        var isOdd = freedom % 2 == 1;
        var (sum, term) = (0.0, isOdd ? cosine : 1.0);
        for (var j = isOdd ? 3 : 2; j <= freedom; j += 2)
        {
            sum += term;
            term *= cosine * cosine * (j - 1) / j;
        }

        return 0.5 + (isOdd ? (angle + (sine * sum)) / Math.PI : 0.5 * sine * sum);
    }
}
