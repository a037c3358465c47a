namespace Hourglass.Numerics;

/// <summary>Gauss-Legendre quadrature with 64 points, exact for polynomials of degree 127.</summary>
internal static class GaussLegendre
{
    private const int Count = 64;
    private static readonly (double Node, double Weight)[] Rule = MakeRule();

    /// <summary>The integral of <paramref name="function"/> from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public static double Integrate(Func<double, double> function, double from, double to)
    {
        var (middle, half) = ((from + to) / 2, (to - from) / 2);
        double sum = 0;
        foreach (var (node, weight) in Rule) sum += weight * function(middle + (half * node));
        return sum * half;
    }

    /// <summary>The zeros of the Legendre polynomial by Newton's method, from their asymptotic positions.</summary>
    private static (double Node, double Weight)[] MakeRule()
    {
        var rule = new (double, double)[Count];
        for (var i = 0; i < Count; i++)
        {
            var x = Math.Cos(Math.PI * (i + 0.75) / (Count + 0.5));
            double slope = 0;
            for (var iteration = 0; iteration < 8; iteration++)
            {
                var (previous, value) = (1.0, x);
                for (var degree = 2; degree <= Count; degree++)
                    (previous, value) = (value, ((((2 * degree) - 1) * x * value) - ((degree - 1) * previous)) / degree);
                slope = Count * ((x * value) - previous) / ((x * x) - 1);
                x -= value / slope;
            }

            rule[i] = (x, 2 / ((1 - (x * x)) * slope * slope));
        }

        return rule;
    }
}
