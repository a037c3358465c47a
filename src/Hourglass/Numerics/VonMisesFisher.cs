namespace Hourglass.Numerics;

/// <summary>
/// The von Mises-Fisher distribution on the unit sphere of R^n, with density C exp(k mu.z) for the mean direction mu and the concentration
/// k (Davidson et al. 2018, section 3.1), one concentration at a time and in double precision.
/// </summary>
internal static class VonMisesFisher
{
    // Integrals omit angles further from the mode than this many standard deviations.
    private const double Reach = 12;

    /// <summary>log of the area of the unit sphere in R^n, 2 pi^(n/2) / Gamma(n/2).</summary>
    public static double LogArea(int n) => Math.Log(2) + (n / 2.0 * Math.Log(Math.PI)) - LogGamma.Of(n / 2.0);

    /// <summary>log C = (n/2 - 1) log k - n/2 log(2 pi) - log I_(n/2-1)(k), and its slope in k, which is minus <see cref="Length"/>.</summary>
    public static (double Value, double Slope) LogNormalizer(int n, double concentration)
    {
        var order = (n / 2.0) - 1;
        var (log, ratio) = ModifiedBessel.FirstKind(order, concentration);
        return ((order * Math.Log(concentration)) - (n / 2.0 * Math.Log(2 * Math.PI)) - log, -ratio);
    }

    /// <summary>The length A of the mean vector, I_(n/2)(k) / I_(n/2-1)(k), and its slope 1 - A^2 - (n - 1) A / k.</summary>
    public static (double Value, double Slope) Length(int n, double concentration)
    {
        var length = ModifiedBessel.FirstKind((n / 2.0) - 1, concentration).Ratio;
        return (length, 1 - (length * length) - ((n - 1) * length / concentration));
    }

    /// <summary>KL to the uniform distribution, k A + log C + log area, and its slope in k, which is k A' (Davidson et al. 2018, equation 14).</summary>
    public static (double Value, double Slope) Divergence(int n, double concentration)
    {
        var (length, slope) = Length(n, concentration);
        return ((concentration * length) + LogNormalizer(n, concentration).Value + LogArea(n), concentration * slope);
    }

    /// <summary>
    /// The derivative of the component w = mu.z of a draw with respect to the concentration at a fixed quantile:
    /// dw/dk = -(dF/dk) / f(w), F and f the distribution function and density of w (implicit reparameterisation, Figurnov et al. 2018).
    /// With dF/dk = E[(t - A) 1(t &lt; w)] and t = cos(angle) it is an integral of one sign over the angles on one side of w.
    /// </summary>
    public static double Slope(int n, double concentration, double w)
    {
        var length = Length(n, concentration).Value;
        var angle = Math.Acos(w);
        if (angle is 0 or Math.PI) return 0;

        // The mode of exp(k cos a) sin(a)^(n-2) and the curvature of its logarithm there.
        var modeCosine = 2 * concentration / (n - 2 + Math.Sqrt(((n - 2.0) * (n - 2)) + (4 * concentration * concentration)));
        var curvature = (concentration * modeCosine) + (n == 2 ? 0 : (n - 2) / Math.Max(1e-300, 1 - (modeCosine * modeCosine)));
        var reach = Reach / Math.Sqrt(curvature);
        var atW = (n - 3) * Math.Log(Math.Sin(angle));
        return w >= length
            ? GaussLegendre.Integrate(a => Math.Max(0, Math.Cos(a) - length) * Relative(a), Math.Max(0, angle - reach), angle)
            : GaussLegendre.Integrate(a => (length - Math.Cos(a)) * Relative(a), angle, Math.Min(Math.PI, angle + reach));

        // The density of an angle over that of w.
        double Relative(double a) => Math.Exp((concentration * (Math.Cos(a) - w)) + ((n - 2) * Math.Log(Math.Sin(a))) - atW);
    }
}
