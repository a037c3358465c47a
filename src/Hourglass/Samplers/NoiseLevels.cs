using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// The levels of the noise n ~ N(0, I) in noisy rows cos(a) x + sin(a) n of standardised rows x: the level tan(a) is the standard deviation of
/// the noise beside x. The levels are twice those of Karras et al. 2022 (table 1), whose data have a standard deviation of 0.5.
/// </summary>
internal static class NoiseLevels
{
    /// <summary>The smallest level: a draw differs from a code by this much.</summary>
    public const double Least = 0.004;

    /// <summary>The largest level: such a row can hardly be told from noise alone.</summary>
    public const double Most = 160;

    // In training, the logarithm of the level is normal around the levels between noise and data, where there is most to learn.
    private const double LogMean = -1.2 + 0.6931471805599453;
    private const double LogDeviation = 1.2;

    // Makes the steps at small levels short, for rows that spread little in some direction.
    private const double Power = 3;

    // Keeps the quantile of a level finite.
    private const double LeastProbability = 1e-6;

    /// <summary>log(<see cref="Most"/> / <see cref="Least"/>).</summary>
    public static double LogRange { get; } = Math.Log(Most / Least);

    /// <summary>Falling angles from that of <see cref="Most"/> to that of <see cref="Least"/>, then 0: steps + 1 numbers.</summary>
    /// <param name="steps">Number of steps between them; at least 2.</param>
    public static double[] Angles(int steps)
    {
        var (first, last) = (Math.Pow(Math.Atan(Most), 1 / Power), Math.Pow(Math.Atan(Least), 1 / Power));
        return [.. Enumerable.Range(0, steps).Select(i => Math.Pow(first + ((double)i / (steps - 1) * (last - first)), Power)), 0];
    }

    /// <summary>Log-normal levels for the rows of a training batch: [rows, 1].</summary>
    public static Tensor Training(int rows, Generator random)
    {
        var quantile = ((Spread(rows, random).clamp(LeastProbability, 1 - LeastProbability) * 2) - 1).erfinv() * Math.Sqrt(2);
        return ((quantile * LogDeviation) + LogMean).exp().to_type(ScalarType.Float32);
    }

    /// <summary>Levels with a uniform logarithm between <see cref="Least"/> and <see cref="Most"/>: [rows, 1].</summary>
    public static Tensor Uniform(int rows, Generator random) => ((Spread(rows, random) * LogRange).exp() * Least).to_type(ScalarType.Float32);

    /// <summary>
    /// Numbers from 0 to 1, one in each of <paramref name="rows"/> equal parts: the mean of a function of them has less variance than with independent numbers
    /// (similar to Kingma et al. 2021).
    /// </summary>
    private static Tensor Spread(int rows, Generator random) =>
        (arange(rows, dtype: ScalarType.Float64).unsqueeze(1) + rand([rows, 1], dtype: ScalarType.Float64, generator: random)) / rows;
}
