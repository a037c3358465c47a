namespace Hourglass.Data;

/// <summary>Closed forms of standard densities.</summary>
internal static class Densities
{
    /// <summary>log(2 pi) / 2: minus the log-density of the standard normal distribution at 0.</summary>
    public static double GaussianConstant { get; } = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>The log-density at 0 of Student's t with whole degrees of freedom.</summary>
    public static double StudentConstant(int freedom) => LogGammaOfHalf(freedom + 1) - LogGammaOfHalf(freedom) - (0.5 * Math.Log(freedom * Math.PI));

    /// <summary>The distribution function of Student's t with whole degrees of freedom (Abramowitz and Stegun, 26.7.3 and 26.7.4).</summary>
    public static double StudentDistribution(double t, int freedom)
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

    /// <summary>The standard normal distribution function, with full relative accuracy in the lower tail.</summary>
    public static double NormalDistribution(double z)
    {
        if (z > 0) return 1 - NormalDistribution(-z);
        if (z < -5) return Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI) / Mills(-z);
        var (sum, term) = (z, z);
        for (var n = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum) && n < 400; n += 2) sum += term *= z * z / n;
        return 0.5 + (sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
    }

    // The continued fraction of Laplace: density / tail = z + 1/(z + 2/(z + 3/(z + ...))).
    private static double Mills(double z)
    {
        var fraction = z;
        for (var n = 40; n > 0; n--) fraction = z + (n / fraction);
        return fraction;
    }

    private static double LogGammaOfHalf(int twice)
    {
        var (log, from) = twice % 2 == 0 ? (0.0, 2) : (0.5 * Math.Log(Math.PI), 1);
        for (var n = from; n < twice; n += 2) log += Math.Log(n / 2.0);
        return log;
    }
}
