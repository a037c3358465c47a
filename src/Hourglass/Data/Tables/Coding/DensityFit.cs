using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>
/// Chooses the density of a column by its scaled numbers, all rows alike: Student t if that fits clearly better than a Gaussian, a mixture of Gaussian modes if
/// that fits clearly better than both. Mixtures are fitted by expectation maximisation.
/// </summary>
internal static class DensityFit
{
    /// <summary>The most modes that are tried.</summary>
    public const int MostModes = 5;

    // Equally spaced ranks describe a distribution.
    private const int Sample = 2000;
    private const int Iterations = 60;

    // Nats per cell that a further parameter or mode must be worth.
    private const double WorthTails = 0.03;
    private const double WorthModes = 0.05;
    private static readonly int[] Freedoms = [3, 5, 8];

    /// <summary>The density.</summary>
    /// <param name="name">The column.</param>
    /// <param name="numbers">Scaled numbers of <see cref="SampleOf"/>.</param>
    /// <param name="least">The smallest deviation.</param>
    public static DensityBlock Of(string name, double[] numbers, double least)
    {
        var linear = ScaleChoice.Linear(numbers);
        var gaussian = new DensityMode(linear.Center, Math.Max(numbers[0] == numbers[^1] ? least : linear.Unit, least));
        var best = Gaussian(numbers, gaussian);
        var chosen = new DensityBlock(name, [gaussian], least);
        foreach (var freedom in Freedoms)
        {
            var mode = Student(numbers, freedom, gaussian, least, out var fit);
            if (fit < best + (chosen.Freedom is null ? WorthTails : 0)) continue;
            (best, chosen) = (fit, new DensityBlock(name, [mode], least, freedom));
        }

        for (var modes = 2; modes <= MostModes && numbers[0] < numbers[^1]; modes++)
        {
            var mixture = Mixture(numbers, modes, least, out var fit);
            if (mixture.Length < modes || fit < best + WorthModes) continue;
            (best, chosen) = (fit, new DensityBlock(name, [.. mixture], least));
        }

        return chosen;
    }

    /// <summary>Numbers that describe a distribution, in ascending order.</summary>
    /// <param name="sorted">Numbers in ascending order; at least one.</param>
    public static double[] SampleOf(ReadOnlySpan<double> sorted)
    {
        if (sorted.Length <= Sample) return sorted.ToArray();
        var numbers = new double[Sample];
        for (var i = 0; i < Sample; i++) numbers[i] = sorted[(int)(((2L * i) + 1) * sorted.Length / (2L * Sample))];
        return numbers;
    }

    private static double Gaussian(double[] numbers, DensityMode mode) => numbers.Average(number => Log(number, mode));

    private static double Log(double number, DensityMode mode)
    {
        var residual = (number - mode.Center) / mode.Unit;
        return (-0.5 * residual * residual) - Math.Log(mode.Unit) + NormalDistribution.LogPeak;
    }

    /// <summary>Location and scale of a Student t by the reweighting of K. L. Lange et al. (JASA 1989), and the mean log-density.</summary>
    private static DensityMode Student(double[] numbers, int freedom, DensityMode start, double least, out double fit)
    {
        var (center, square) = (numbers[numbers.Length / 2], start.Unit * start.Unit);
        for (var i = 0; i < Iterations; i++)
        {
            var (sum, total, spread) = (0.0, 0.0, 0.0);
            foreach (var number in numbers)
            {
                var weight = (freedom + 1) / (freedom + ((number - center) * (number - center) / square));
                sum += weight * number;
                total += weight;
                spread += weight * (number - center) * (number - center);
            }

            (center, square) = (sum / total, Math.Max(spread / numbers.Length, least * least));
        }

        var constant = StudentDistribution.LogPeak(freedom) - (0.5 * Math.Log(square));
        var scale = square;
        var middle = center;
        fit = numbers.Average(number => constant - (0.5 * (freedom + 1) * Math.Log(1 + ((number - middle) * (number - middle) / (scale * freedom)))));
        return new DensityMode(center, Math.Sqrt(square));
    }

    /// <summary>The modes of a mixture, fewer if some are empty, and the mean log-density.</summary>
    private static DensityMode[] Mixture(double[] numbers, int count, double least, out double fit)
    {
        var (modes, shares, logs) = (new DensityMode[count], new double[count], new double[count]);
        for (var k = 0; k < count; k++)
        {
            var part = numbers.AsSpan(numbers.Length * k / count, (numbers.Length * (k + 1) / count) - (numbers.Length * k / count));
            if (part.Length == 0) break;
            var linear = ScaleChoice.Linear(part);
            (modes[k], shares[k]) = (new DensityMode(linear.Center, Math.Max(part[0] == part[^1] ? least : linear.Unit, least)), 1.0 / count);
        }

        fit = double.NegativeInfinity;
        if (Array.Exists(shares, share => share == 0)) return [];
        for (var i = 0; i < Iterations; i++)
        {
            var (totals, sums, squares, log) = (new double[count], new double[count], new double[count], 0.0);
            foreach (var number in numbers)
            {
                for (var k = 0; k < count; k++) logs[k] = Math.Log(shares[k]) + Log(number, modes[k]);
                var most = logs.Max();
                var sum = logs.Sum(one => Math.Exp(one - most));
                log += most + Math.Log(sum);
                for (var k = 0; k < count; k++)
                {
                    var share = Math.Exp(logs[k] - most) / sum;
                    totals[k] += share;
                    sums[k] += share * (number - modes[k].Center);
                    squares[k] += share * (number - modes[k].Center) * (number - modes[k].Center);
                }
            }

            fit = log / numbers.Length;
            for (var k = 0; k < count; k++)
            {
                if (totals[k] < 1e-3 * numbers.Length) return [];
                var shift = sums[k] / totals[k];
                modes[k] = new DensityMode(modes[k].Center + shift, Math.Sqrt(Math.Max((squares[k] / totals[k]) - (shift * shift), least * least)));
                shares[k] = totals[k] / numbers.Length;
            }
        }

        return modes;
    }
}
