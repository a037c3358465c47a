namespace Hourglass.Numerics;

/// <summary>Quantiles of the standard normal distribution.</summary>
internal static class NormalQuantile
{
    /// <summary>The inverse of the standard normal distribution function, by Newton's method on the error function's series.</summary>
    public static double Of(double probability)
    {
        double z = 0;
        for (var i = 0; i < 50; i++)
        {
            var step = (Distribution(z) - probability) / (Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
            z -= Math.Clamp(step, -0.5, 0.5);
            if (Math.Abs(step) < 1e-12) break;
        }

        return z;
    }

    /// <summary>1/2 + density(z) * (z + z^3/3 + z^5/15 + ...) (Marsaglia 2004).</summary>
    private static double Distribution(double z)
    {
        var (sum, term) = (z, z);
        for (var n = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum) && n < 400; n += 2) sum += term *= z * z / n;
        return 0.5 + (sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
    }
}
