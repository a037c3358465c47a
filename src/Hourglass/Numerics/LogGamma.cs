namespace Hourglass.Numerics;

/// <summary>The logarithm of the gamma function.</summary>
internal static class LogGamma
{
    private const double Enough = 10;

    /// <summary>log Gamma(x) for x above 0, to about 14 digits: Stirling's series, after Gamma(x) = Gamma(x + 1) / x has been used to increase x.</summary>
    public static double Of(double x)
    {
        double less = 0;
        for (; x < Enough; x++) less += Math.Log(x);
        var (inverse, square) = (1 / x, 1 / (x * x));
        var series = inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square * ((1.0 / 1680) - (square * ((1.0 / 1188) - (square * 691.0 / 360360))))))))));
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - less;
    }
}
