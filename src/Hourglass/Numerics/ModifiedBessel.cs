namespace Hourglass.Numerics;

/// <summary>Modified Bessel functions of the first kind.</summary>
internal static class ModifiedBessel
{
    private const double Negligible = 1e-17;

    /// <summary>
    /// log I_v(x) and I_(v+1)(x) / I_v(x). The power series' terms t_k = (x/2)^(2k+v) / (k! Gamma(v+k+1)) are all positive, so nothing
    /// cancels; summed outwards from the largest, which is kept as a logarithm, nothing overflows and about 12 sqrt(x) terms suffice.
    /// </summary>
    /// <param name="order">v; 0 or more.</param>
    /// <param name="x">Above 0.</param>
    public static (double Log, double Ratio) FirstKind(double order, double x)
    {
        var quarter = x * x / 4;
        var middle = Math.Floor((Math.Sqrt((order * order) + (x * x)) - order) / 2);
        var (sum, next) = (1.0, Next(middle));
        var term = 1.0;
        for (var k = middle + 1; term > Negligible * sum; k++)
        {
            term *= quarter / (k * (order + k));
            sum += term;
            next += term * Next(k);
        }

        term = 1.0;
        for (var k = middle; k >= 1 && term > Negligible * sum; k--)
        {
            term *= k * (order + k) / quarter;
            sum += term;
            next += term * Next(k - 1);
        }

        var largest = (((2 * middle) + order) * Math.Log(x / 2)) - LogGamma.Of(middle + 1) - LogGamma.Of(order + middle + 1);
        return (largest + Math.Log(sum), next / sum);

        // The term of order v + 1 over that of order v.
        double Next(double k) => x / 2 / (order + k + 1);
    }
}
