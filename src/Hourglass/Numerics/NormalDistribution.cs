namespace Hourglass.Numerics;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    // Below it, the series loses digits to the difference from 1/2.
    private const double Tail = -5;

    /// <summary>The log-density at 0: -log(2 pi) / 2.</summary>
    public static double LogPeak { get; } = -0.5 * Math.Log(2 * Math.PI);

    /// <summary>
    /// The distribution function, with full relative accuracy in the lower tail: 1/2 + density(z) * (z + z^3/3 + z^5/15 + ...) (Marsaglia 2004), and Laplace's
    /// continued fraction far out.
    /// </summary>
    public static double Of(double z)
    {
        if (z > 0) return 1 - Of(-z);
        if (z < Tail) return Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI) / Mills(-z);
        var (sum, term) = (z, z);
        for (var n = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum) && n < 400; n += 2) sum += term *= z * z / n;
        return 0.5 + (sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
    }

    /// <summary>The number below which a variable lies with this probability, by Newton's method.</summary>
    /// <param name="probability">Above 0 and below 1.</param>
    public static double Quantile(double probability)
    {
        double z = 0;
        for (var i = 0; i < 50; i++)
        {
            var step = (Of(z) - probability) / (Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
            z -= Math.Clamp(step, -0.5, 0.5);
            if (Math.Abs(step) < 1e-12) break;
        }

        return z;
    }

    // density / tail = z + 1/(z + 2/(z + 3/(z + ...))).
    private static double Mills(double z)
    {
        var fraction = z;
        for (var n = 40; n > 0; n--) fraction = z + (n / fraction);
        return fraction;
    }
}
